"""Whether words can be understood without the sentence that they came from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzes.generation.language.trees import Tree, Word

_SPEAKER = frozenset({"i", "we", "us", "our", "ours", "my", "me", "mine", "ourselves", "myself"})
_POINTERS = frozenset(
    {"this", "these", "those", "such", "he", "she", "him", "her", "his", "hers", "here", "there",
     "above", "below", "following", "former", "latter", "aforementioned", "etc", "e.g.", "i.e."}
)  # fmt: skip
_ONE = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
# Of these there is one only, or everybody has one: "the Internet" needs no earlier mention.
_KNOWN = frozenset(
    {"internet", "web", "public", "police", "law", "world", "user", "future", "cloud", "sender",
     "reader", "government", "state", "attacker", "device", "browser", "article", "author",
     "computer", "phone", "office", "screen", "house", "account", "password", "link", "data",
     "manufacturer", "provider", "owner", "time", "way", "risk", "right", "network", "operating"}
)  # fmt: skip
_CLOSED_BY = ("nmod", "acl", "acl:relcl", "appos", "nummod", "nmod:poss")
_NARROWED_BY = ("amod", "compound", "flat", "nmod:desc")
_NOUNS = ("NOUN", "PROPN")


def points_outside(tree: Tree, positions: Sequence[int], before: Sequence[int] = ()) -> str:
    """The first word that leans on something outside, or an empty text.

    `positions` are the words to be printed, `before` those that stand before them in print. A
    pronoun may point back to a noun in either; "the" needs a noun that was named or is narrowed
    down ("the apps on your phone").
    """
    printed = [tree.words[n] for n in before]
    for number in positions:
        word = tree.words[number]
        if _is_loose(tree, number, printed):
            return word.text
        printed.append(word)
    return ""


def _is_loose(tree: Tree, number: int, printed: Sequence[Word]) -> bool:
    word = tree.words[number]
    text = word.text.lower()
    if text in _SPEAKER or text in _POINTERS or (text == "that" and word.tag == "DT"):
        return not (text == "there" and word.relation == "expl")
    nouns = [known for known in printed if known.pos in _NOUNS]
    if text in _ONE:
        return word.relation != "expl" and not any(n.tag in ("NN", "NNP") for n in nouns)
    if text in _MANY:
        return not any(n.tag in ("NNS", "NNPS") for n in nouns)
    if text == "the" and word.head >= 0:
        return _is_unknown(tree, word.head, {n.lemma for n in nouns})
    return False


def _is_unknown(tree: Tree, number: int, named: set[str]) -> bool:
    """Whether "the" stands before a noun that nothing tells from others of its kind."""
    head = tree.words[number]
    if head.lemma in named or head.lemma in _KNOWN or head.pos == "PROPN" or head.pos == "ADJ":
        return False
    if any(tree.words[n].start > head.start for n in tree.children(number, *_CLOSED_BY)):
        return False
    narrowed = tree.children(number, *_NARROWED_BY, "nmod:poss")
    return not any(
        tree.words[n].tag in ("JJS", "NNP") or tree.words[n].lemma in named or
        tree.words[n].text.lower() in ("first", "last", "same", "right", "wrong", "only", "new")
        for n in narrowed
    ) and not any(tree.words[n].relation == "compound" for n in narrowed)  # fmt: skip


_NOTE = re.compile(r"\s*[(\[][^()\[\]]{0,200}[)\]]")
_OPEN = re.compile(r"[“”\"()\[\]]")


def tidy(text: str) -> str:
    """Without bracketed notes, outer punctuation and doubled spaces."""
    return re.sub(r"\s+", " ", _NOTE.sub("", text)).strip(" ,;:.!?—–-…*_")


def is_whole(text: str) -> bool:
    """Whether no bracket or quotation mark is left without its other half."""
    return not _OPEN.search(text) or (all(
        text.count(pair[0]) == text.count(pair[1]) for pair in ("“”", "()", "[]")
    ) and text.count('"') % 2 == 0)  # fmt: skip


def lower_first(text: str, first: Word | None = None) -> str:
    """Begin in lower case, unless the first word is a name or an abbreviation."""
    is_name = first is not None and (
        first.pos == "PROPN" or (len(first.text) > 1 and first.text.isupper())
    )
    if is_name or text[1:2].isupper() or text.split(" ")[0] in ("I",):
        return text
    return text[:1].lower() + text[1:]
