"""From an article's bytes to its plain text, blocks and sentences, with exact offsets."""

from .decoding import LIMIT, UnreadableArticle
from .document import Block, BlockKind, Document, Sentence
from .languages import KNOWN
from .reading import Format, format_of, read
from .sentences import Flag

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
    "read",
]
