"""Article text -> verified, ranked items. This is the one door: `generate`."""

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
    LIMIT,
    Block,
    BlockKind,
    Document,
    Format,
    Sentence,
    UnreadableArticle,
    format_of,
    read,
)

__all__ = [
    "LIMIT",
    "QUIET",
    "Analyser",
    "AnalyserMissing",
    "Block",
    "BlockKind",
    "ConceptBase",
    "ConceptError",
    "Document",
    "Dropped",
    "Embedder",
    "Format",
    "Generation",
    "ItemFormatError",
    "NotWanted",
    "ParagraphReport",
    "Report",
    "Sentence",
    "SentenceReport",
    "TookTooLong",
    "UnreadableArticle",
    "Verdict",
    "WorkBroke",
    "analyser_named",
    "apart",
    "format_of",
    "generate",
    "item_from_json",
    "item_to_json",
    "judge",
    "objections",
    "read",
    "set_objections",
    "shipped_analyser",
    "shipped_embedder",
    "structure",
    "to_json",
]
