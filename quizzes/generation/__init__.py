"""Article text -> verified, ranked items. This is the one door: `generate`."""

from .alone import asked_alone
from .checks import objections, set_objections, structure
from .concepts import ConceptBase, ConceptError
from .exchange import item_to_json, to_json
from .judging import Verdict, judge
from .language import Analyser, AnalyserMissing, Embedder, analyser_named, shipped_embedder
from .language import shipped as shipped_analyser
from .parsing import ItemFormatError, item_from_json
from .pipeline import generate
from .process import QUIET, NotWanted, TookTooLong, WorkBroke, apart
from .report import Dropped, Generation, ParagraphReport, Report, SentenceReport
from .text import (
    KNOWN,
    LIMIT,
    About,
    Block,
    BlockKind,
    Change,
    Document,
    Fate,
    Flag,
    Followed,
    Follower,
    Format,
    LeftOut,
    Reading,
    Sentence,
    UnreadableArticle,
    Why,
    changes,
    differences,
    examine,
    format_of,
    read,
    reasons_apart,
)

__all__ = [
    "KNOWN",
    "LIMIT",
    "QUIET",
    "About",
    "Analyser",
    "AnalyserMissing",
    "Block",
    "BlockKind",
    "Change",
    "ConceptBase",
    "ConceptError",
    "Document",
    "Dropped",
    "Embedder",
    "Fate",
    "Flag",
    "Followed",
    "Follower",
    "Format",
    "Generation",
    "ItemFormatError",
    "LeftOut",
    "NotWanted",
    "ParagraphReport",
    "Reading",
    "Report",
    "Sentence",
    "SentenceReport",
    "TookTooLong",
    "UnreadableArticle",
    "Verdict",
    "Why",
    "WorkBroke",
    "analyser_named",
    "apart",
    "asked_alone",
    "changes",
    "differences",
    "examine",
    "format_of",
    "generate",
    "item_from_json",
    "item_to_json",
    "judge",
    "objections",
    "read",
    "reasons_apart",
    "set_objections",
    "shipped_analyser",
    "shipped_embedder",
    "structure",
    "to_json",
]
