"""From an article's bytes to its plain text, blocks and sentences, with exact offsets."""

from .about import About
from .apart import reasons_apart
from .blocks import Block, BlockKind
from .damage import lost_only_apostrophes
from .decoding import LIMIT, UnreadableArticle
from .differences import Change, changes, differences
from .document import Document, Sentence
from .flags import Flag
from .following import Fate, Followed, Follower
from .languages import KNOWN
from .leaving import LeftOut, Why
from .marks import number_of
from .reading import Format, Reading, examine, format_of, read

__all__ = [
    "KNOWN",
    "LIMIT",
    "About",
    "Block",
    "BlockKind",
    "Change",
    "Document",
    "Fate",
    "Flag",
    "Followed",
    "Follower",
    "Format",
    "LeftOut",
    "Reading",
    "Sentence",
    "UnreadableArticle",
    "Why",
    "changes",
    "differences",
    "examine",
    "format_of",
    "lost_only_apostrophes",
    "number_of",
    "read",
    "reasons_apart",
]
