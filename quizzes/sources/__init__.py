"""Where articles come from: files and the web. From what came to bytes that the reader knows."""

from .brought import Brought
from .files import UPLOADABLE, from_file, limit_of
from .web import from_web

__all__ = ["UPLOADABLE", "Brought", "from_file", "from_web", "limit_of"]
