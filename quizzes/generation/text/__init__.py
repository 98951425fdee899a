"""From an article's bytes to its plain text, blocks and sentences, with exact offsets."""

from .blocks import Block, BlockKind
from .damage import lost_only_apostrophes
from .decoding import LIMIT, UnreadableArticle
from .document import Document, Sentence
from .flags import Flag
from .languages import KNOWN
from .reading import Format, format_of, read

__all__ = [
    "KNOWN",
    "LIMIT",
    "Block",
    "BlockKind",
    "Document",
    "Flag",
    "Format",
    "Sentence",
    "UnreadableArticle",
    "format_of",
    "lost_only_apostrophes",
    "read",
]
