"""The parser that ships with the package: numpy alone, one sentence at a time."""

from .analyser import Parser

__all__ = ["Parser"]
