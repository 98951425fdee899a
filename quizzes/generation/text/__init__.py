"""From an article's bytes to its plain text, blocks and sentences, with exact offsets."""

from .about import About
from .blocks import Block, BlockKind
from .damage import lost_only_apostrophes
from .decoding import LIMIT, UnreadableArticle
from .document import Document, Sentence
from .flags import Flag
from .languages import KNOWN
from .leaving import LeftOut, Why
from .reading import Format, Reading, examine, format_of, read

__all__ = [
    "KNOWN",
    "LIMIT",
    "About",
    "Block",
    "BlockKind",
    "Document",
    "Flag",
    "Format",
    "LeftOut",
    "Reading",
    "Sentence",
    "UnreadableArticle",
    "Why",
    "examine",
    "format_of",
    "lost_only_apostrophes",
    "read",
]
