"""What stands against publishing a quiz, in words: errors stop it, warnings are to be weighed."""

from .checks import CHECKS, look_at
from .material import ERROR, MOST_READ, WARNING, Finding, Material

__all__ = ["CHECKS", "ERROR", "MOST_READ", "WARNING", "Finding", "Material", "look_at"]
