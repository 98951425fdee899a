"""Definitions: what the article says that a term is or means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation.language.trees import Tree

from .values import Definition
from .wording import is_whole, lower_first, points_outside, tidy

_MEANS = frozenset({"mean", "refer", "describe", "denote"})
_KINDS = frozenset({"DET"})
_LOOSE_HEADS = frozenset(
    {"thing", "way", "one", "problem", "issue", "example", "part", "reason", "place", "matter", "step",
     "idea", "question", "concern", "option", "lot", "number", "time", "day", "point", "case", "key",
     "priority", "fact", "kind", "sort", "type", "form", "member", "result", "choice", "solution",
     "baseline", "line", "foundation", "premise", "guarantee", "extension", "method"}
)  # fmt: skip
_SURE = 0.95
_TERM_WORDS, _MEANING_WORDS = range(1, 5), range(5, 31)
_STOPS = re.compile(r"\s*[;:]|\s+[—–-]\s+|\.\.\.|…")
_BY_THE_WAY = re.compile(
    r",\s+(?:and|but|so|which|because|since|although|while|even|unlike|also)\b"
)


def definitions(tree: Tree, offset: int) -> Iterator[Definition]:
    """Find "X is a Y that ...", "X refers to ..." and "X means ..."; `offset` places the sentence."""
    root = tree.root
    if root < 0 or tree.words[root].sureness < _SURE:
        return
    subject = tree.child(root, "nsubj")
    if subject is None or subject > root or tree.words[subject].sureness < _SURE:
        return
    if any(tree.words[n].text.lower() in ("not", "n't", "never") for n in tree.children(root)):
        return
    start = _is_a(tree, root) if tree.children(root, "cop") else _means(tree, root)
    term = _term(tree, subject)
    if start is None or not term:
        return
    meaning = _meaning(tree, start)
    if meaning:
        begin, end = tree.words[0].start, tree.words[-1].end
        yield Definition(term, meaning, offset + begin, offset + end)


def _term(tree: Tree, subject: int) -> str:
    """The defined term: a short noun phrase without a pronoun or a number before the noun."""
    if tree.words[subject].pos not in ("NOUN", "PROPN"):
        return ""
    if any(
        tree.words[n].relation in ("nmod:poss", "acl:relcl", "acl", "conj", "nummod", "nmod")
        or (tree.words[n].text.lower() in ("this", "that", "these", "those", "the", "some", "many", "most")
        and tree.words[n + 1 if n + 1 < len(tree.words) else n].text not in "“\"'")
        for n in tree.subtree(subject)
    ):  # fmt: skip
        return ""
    text = re.sub(r"^(?:an?|the)\s+", "", tidy(tree.phrase(subject)), flags=re.IGNORECASE)
    text = text.strip("“”\"'‘’ ")
    return text if len(text.split()) in _TERM_WORDS else ""


def _is_a(tree: Tree, root: int) -> int | None:
    """Where the predicate begins: "a ...", "an ..." or a bare plural with something that narrows it."""
    copula = [tree.words[n] for n in tree.children(root, "cop")]
    if any(word.text.lower() not in ("is", "are") for word in copula) or tree.children(root, "aux"):
        return None
    word = tree.words[root]
    if word.pos not in ("NOUN", "PROPN") or word.lemma in _LOOSE_HEADS:
        return None
    articles = [
        n for n in tree.children(root, "det") if tree.words[n].text.lower() in ("a", "an", "any")
    ]
    narrowed = tree.children(root, "acl", "acl:relcl", "nmod")
    if not narrowed or tree.children(root, "nmod:poss"):
        return None
    if articles:
        return articles[0]
    if word.tag in ("NNS", "NN") and not tree.children(root, "det"):
        before = [n for n in tree.children(root, "amod", "compound") if n < root]
        return min([root, *(tree.subtree(n)[0] for n in before)])
    return None


def _means(tree: Tree, root: int) -> int | None:
    word = tree.words[root]
    if word.lemma not in _MEANS or word.tag not in ("VBZ", "VBP") or tree.children(root, "aux"):
        return None
    target = tree.child(root, "obj") if word.lemma != "refer" else tree.child(root, "obl")
    if target is None or tree.words[target].pos not in ("NOUN", "PROPN"):
        return None
    start = tree.subtree(target)[0]
    while tree.words[start].relation == "case" and start < target:
        start += 1
    return start if start > root else None


def _meaning(tree: Tree, start: int) -> str:
    """The words from `start` to the first border, if they can be read alone."""
    text = tree.text[tree.words[start].start :]
    for border in (_STOPS, _BY_THE_WAY):
        match = border.search(text)
        if match:
            text = text[: match.start()]
    last_place = tree.words[start].start + len(text)
    inside = [n for n in range(start, len(tree.words)) if tree.words[n].end <= last_place]
    text = tidy(text)
    if (
        len(text.split()) not in _MEANING_WORDS
        or points_outside(tree, inside)
        or not is_whole(text)
    ):
        return ""
    return lower_first(text, tree.words[start])
