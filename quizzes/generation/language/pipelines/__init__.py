"""Pipelines of spaCy that an operator has installed, as an analyser."""

from .analyser import SpacyAnalyser, load

__all__ = ["SpacyAnalyser", "load"]
