"""Advice: imperatives, obligations, and what the article calls necessary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzes.generation.language.trees import Tree

from .values import Advice
from .wording import is_whole, lower_first, points_outside, tidy

_OBLIGES = frozenset({"should", "must", "shall", "ought"})
_TASKS = frozenset({"need", "have", "ought"})
_WEIGHTY = frozenset(
    {"important", "critical", "necessary", "essential", "crucial", "vital", "imperative", "best",
     "advisable", "recommended"}
)  # fmt: skip
_CONJUNCTIONS = frozenset({"if", "when", "whenever", "after", "before", "once", "while", "unless"})
_AIMS = frozenset(
    {"prevent", "avoid", "protect", "ensure", "keep", "stop", "make", "reduce", "help", "secure",
     "verify", "check", "confirm", "limit", "block", "detect", "defend", "guard", "restore",
     "recover", "minimise", "minimize", "improve", "increase", "identify", "deter", "safeguard"}
)  # fmt: skip
_NO_TASK = frozenset(
    {"let", "see", "note", "remember", "imagine", "think", "click", "visit", "learn", "say", "know",
     "hear", "get", "become", "subscribe", "feel", "welcome", "guess", "be", "go", "meet", "join",
     "wonder", "expect", "suppose", "have"}
)  # fmt: skip
_SOFT = frozenset({"please", "always", "also", "just", "simply", "then", "instead", "finally", "so",
                   "and", "but", "first", "next", "remember"})  # fmt: skip
_KEPT = frozenset({"only", "regularly", "carefully", "double"})
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.(?:com|org|gov|net)\b")
# What follows is said by the way, and the advice is whole without it.
_ASIDES = frozenset({"which", "who", "whose", "where", "especially", "particularly", "including",
                     "even", "such", "as", "though", "although", "since", "because"})  # fmt: skip
_GROUPS = re.compile(r"^[A-Za-z][a-z]+(?:(?:,| and| or)? [A-Za-z][a-z]+){0,3}$")
_SURE, _LIKELY = 0.95, 0.6
_ACTION_WORDS, _CLAUSE_WORDS = range(3, 19), range(3, 17)


def advice(tree: Tree, offset: int) -> Iterator[Advice]:
    """Find what a sentence advises; `offset` is the sentence's place in the article."""
    found = _imperative(tree) or _obligation(tree) or _necessity(tree)
    if not found:
        return
    verb, first, forbids, actor = found
    claim = _assemble(tree, offset, verb, first, forbids, actor)
    if claim is not None:
        yield claim


Found = tuple[int, int, bool, str]
"""The verb of the action, where the action begins, whether it is forbidden, and who is meant."""


def _imperative(tree: Tree) -> Found | None:
    root = tree.root
    if root < 0 or tree.words[root].tag not in ("VB", "VBP") or not _is_sure_order(tree, root):
        return None
    if tree.children(root, "nsubj", "nsubj:pass", "cop", "aux:pass", "expl", "csubj"):
        return None
    auxiliaries = [tree.words[n].text.lower() for n in tree.children(root, "aux", "mark")]
    if any(text not in ("do", "don") for text in auxiliaries):
        return None
    lead = [n for n in tree.children(root) if n < root]
    if any(not _may_lead(tree, n) for n in lead):
        return None
    if tree.text.lstrip("*_ ")[:1] in ("(", "[", "“", '"') or tree.words[root].text.endswith("ing"):
        return None
    first = next((n for n in lead if n == root - 1 and tree.words[n].text.lower() in _KEPT), root)
    return root, first, _is_negated(tree, root), "you"


def _is_sure_order(tree: Tree, root: int) -> bool:
    """A sure root; or a likely one that begins the sentence and has an object that is sure.

    Treebanks hold few orders, so the parser doubts "Store backups offline" more than it should.
    """
    if tree.words[root].sureness >= _SURE:
        return True
    objects = tree.children(root, "obj")
    return (
        root == 0
        and tree.words[root].sureness >= _LIKELY
        and bool(objects)
        and tree.words[objects[0]].sureness >= _SURE
    )


def _may_lead(tree: Tree, number: int) -> bool:
    """What may stand before an imperative: an adverb, "do not", or a clause that ends in a comma."""
    word = tree.words[number]
    if word.relation in ("advcl", "obl") or (word.relation == "advmod" and word.tag == "WRB"):
        return True
    return word.relation in ("aux", "punct", "discourse", "cc") or (
        word.relation == "advmod" and word.text.lower() in (*_SOFT, "not", "n't", "never", "only")
    )


def _obligation(tree: Tree) -> Found | None:
    root = tree.root
    if root < 0 or tree.words[root].pos != "VERB" or tree.words[root].sureness < _SURE:
        return None
    subject = tree.child(root, "nsubj")
    if subject is None or tree.children(root, "nsubj:pass", "aux:pass"):
        return None
    actor = _actor(tree, subject)
    modal = [n for n in tree.children(root, "aux") if tree.words[n].text.lower() in _OBLIGES]
    negated = _is_negated(tree, root)
    if actor and modal and len(tree.children(root, "aux")) == 1:
        return root, root, negated, actor
    task = tree.child(root, "xcomp")
    if actor and task is not None and tree.words[root].lemma in _TASKS and not negated:
        if tree.words[task].tag != "VB":
            return None
        has_to = any(tree.words[n].text.lower() == "to" for n in tree.children(task, "mark"))
        if has_to and not tree.children(root, "aux"):
            return task, task, _is_negated(tree, task), actor
    return None


def _necessity(tree: Tree) -> Found | None:
    """ "It is critical to report it", "it is important that you report it"."""
    root = tree.root
    if root < 0 or tree.words[root].lemma not in _WEIGHTY or not tree.children(root, "cop"):
        return None
    if not any(tree.words[n].text.lower() == "it" for n in tree.children(root, "expl", "nsubj")):
        return None
    if _is_negated(tree, root):
        return None
    clause = tree.child(root, "csubj", "ccomp", "advcl", "xcomp")
    if clause is None or tree.words[clause].tag not in ("VB", "VBP") or clause < root:
        return None
    subject = tree.child(clause, "nsubj")
    if subject is not None and tree.words[subject].text.lower() != "you":
        return None
    if tree.children(clause, "aux", "aux:pass", "cop"):
        return None
    return clause, clause, _is_negated(tree, clause), "you"


def _is_negated(tree: Tree, verb: int) -> bool:
    return any(
        tree.words[n].text.lower() in ("not", "n't", "n’t", "never")
        for n in tree.children(verb, "advmod")
    )


def _actor(tree: Tree, subject: int) -> str:
    """ "you", "everyone", or a plural group without an article; else an empty text."""
    word = tree.words[subject]
    if word.text.lower() in ("you", "everyone", "everybody"):
        return word.text.lower()
    text = tree.phrase(subject)
    if word.tag == "NNS" and _GROUPS.match(text) and word.sureness >= _SURE:
        return lower_first(text, tree.words[tree.subtree(subject)[0]])
    return ""


def _assemble(
    tree: Tree, offset: int, verb: int, first: int, forbids: bool, actor: str
) -> Advice | None:
    """Cut the sentence into condition, action and purpose; None where it can't be cut cleanly."""
    if tree.words[verb].lemma in _NO_TASK and not (forbids and tree.words[verb].lemma == "click"):
        return None
    last = _end_of_clause(tree, verb)
    condition, first_after, last = _condition(tree, verb, first, last)
    purpose, last = _purpose(tree, verb, first_after, last)
    action = list(range(first_after, last + 1))
    if not forbids:  # what is left out might be what the ban hangs on
        action = _shortened(tree, verb, action)
    if len(action) not in _ACTION_WORDS or (condition and len(condition) not in _CLAUSE_WORDS):
        return None
    if points_outside(tree, action, condition) or points_outside(tree, condition):
        return None
    if purpose and (
        len(purpose) not in _CLAUSE_WORDS or points_outside(tree, purpose, [*condition, *action])
    ):
        purpose = []
    texts = [_text(tree, part) for part in (action, condition, purpose)]
    if (
        not all(map(is_whole, texts))
        or _ADDRESS.search(" ".join(texts))
        or any(";" in t or ":" in t or " - " in t for t in texts)
    ):
        return None
    begin, end = tree.words[0].start, tree.words[-1].end
    done = lower_first(texts[0], tree.words[action[0]])
    avoided = _avoided(tree, action)
    if avoided and not forbids:
        done, forbids = avoided, True
    return Advice(
        done, offset + begin, offset + end, forbids, actor, lower_first(texts[1]), texts[2]
    )


def _avoided(tree: Tree, action: Sequence[int]) -> str:
    """ "avoid reusing passwords" forbids to "reuse passwords"; an empty text where nothing is avoided."""
    first, second = tree.words[action[0]], tree.words[action[1]]
    if first.lemma != "avoid" or second.tag != "VBG" or len(action) < _ACTION_WORDS.start + 1:
        return ""
    return f"{second.lemma} {_text(tree, action[2:])}"


def _end_of_clause(tree: Tree, verb: int) -> int:
    """The last word of the verb's clause: before a coordinated clause with a subject of its own."""
    last = tree.subtree(verb)[-1]
    for other in tree.children(verb, "conj", "parataxis", "ccomp"):
        own = tree.children(other, "nsubj", "nsubj:pass", "cop", "expl")
        if other > verb and tree.words[other].relation != "ccomp" and own:
            last = min(last, tree.subtree(other)[0] - 1)
    while last > verb and tree.words[last].relation in ("punct", "cc"):
        last -= 1
    return last


def _condition(tree: Tree, verb: int, first: int, last: int) -> tuple[list[int], int, int]:
    """The words of an if-clause before or after the action, and what is left of the action."""
    for clause in tree.children(verb, "advcl"):
        below = tree.subtree(clause)
        opening = tree.words[below[0]].text.lower()
        if opening not in _CONJUNCTIONS or not tree.is_unbroken(clause):
            continue
        if tree.words[clause].sureness < 0.8:
            continue
        if below[-1] < first:
            return list(below), first, last
        if below[0] > first and below[-1] >= last - 1:
            return list(below), first, _before(tree, below[0])
    return [], first, last


def _purpose(tree: Tree, verb: int, first: int, last: int) -> tuple[list[int], int]:
    """The words of the aim at the end ("to prevent ...", "so that ..."), and the action's new end."""
    for at in range(first + 2, last - 1):
        word, after = tree.words[at], tree.words[at + 1]
        if word.tag == "TO" and after.tag == "VB" and after.lemma in _AIMS:
            if after.relation not in ("advcl", "acl") or after.sureness * word.sureness < 0.4:
                continue
            start = (
                at - 2
                if [w.text.lower() for w in tree.words[at - 2 : at]] == ["in", "order"]
                else at
            )
            return list(range(at + 1, last + 1)), _before(tree, start)
        if word.text.lower() == "so" and after.text.lower() == "that":
            return list(range(at, last + 1)), _before(tree, at)
    return [], last


def _shortened(tree: Tree, verb: int, action: list[int]) -> list[int]:
    """Leave out an aside at the end, and a second thing to do where the first is long enough."""
    for at in action[3:]:
        after_comma = tree.words[at - 1].text == ","
        if after_comma and tree.words[at].text.lower() in _ASIDES:
            action = [n for n in action if n < at - 1]
            break
    if len(action) > _ACTION_WORDS.stop - 1:
        seconds = [n for n in tree.children(verb, "conj") if n in action]
        starts = [tree.subtree(n)[0] for n in seconds]
        if starts and starts[0] > verb:
            action = [n for n in action if n <= _before(tree, starts[0])]
            while tree.words[action[-1]].relation in ("cc", "punct"):
                action.pop()
    return action


def _before(tree: Tree, number: int) -> int:
    """The word before a position, punctuation left out."""
    last = number - 1
    while last > 0 and tree.words[last].relation == "punct":
        last -= 1
    return last


def _text(tree: Tree, positions: Sequence[int]) -> str:
    if not positions:
        return ""
    return tidy(tree.text[tree.words[positions[0]].start : tree.words[positions[-1]].end])
