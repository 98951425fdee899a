"""Which candidates become the quiz, and in which order."""

from .arc import arrange, identity
from .choosing import select, usual_limit

__all__ = ["arrange", "identity", "select", "usual_limit"]
