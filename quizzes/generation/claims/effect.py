"""Effects: what the article says that something can do, cause or lead to."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.generation.language.trees import Tree

from .values import Effect
from .wording import is_whole, lower_first, points_outside, tidy

_MAY = frozenset({"can", "may", "could", "might", "will"})
_CAUSES = frozenset({"cause", "lead", "result", "allow", "let", "enable", "expose", "help", "make",
                     "prevent", "stop", "protect", "damage", "steal", "reveal", "leave", "give",
                     "encrypt", "block", "install", "record", "read", "spread", "access", "track",
                     "reduce", "increase", "put", "turn", "take", "use", "trick", "intercept",
                     "monitor", "infect", "lock", "delete", "harm", "gain", "send"})  # fmt: skip
_SURE = 0.95
_CAUSE_WORDS, _EFFECT_WORDS = range(1, 9), range(3, 17)


def effects(tree: Tree, offset: int) -> Iterator[Effect]:
    """Find "X can <do harm or good>"; `offset` is the sentence's place in the article."""
    root = tree.root
    if root < 0 or tree.words[root].lemma not in _CAUSES or tree.words[root].tag != "VB":
        return
    subject = tree.child(root, "nsubj")
    modal = [n for n in tree.children(root, "aux") if tree.words[n].text.lower() in _MAY]
    if subject is None or len(modal) != 1 or tree.children(root, "aux:pass"):
        return
    if tree.sureness([root, subject, *modal]) < _SURE or not tree.is_unbroken(subject):
        return
    if any(tree.words[n].text.lower() in ("not", "n't", "never") for n in tree.children(root)):
        return
    if tree.words[subject].pos not in ("NOUN", "PROPN"):
        return
    last = _last(tree, root)
    done = list(range(root, last + 1))
    named = list(tree.subtree(subject))
    if points_outside(tree, named) or points_outside(tree, done, named):
        return
    cause, effect = (
        tidy(tree.phrase(subject)),
        tidy(tree.text[tree.words[root].start : tree.words[last].end]),
    )
    fits = len(cause.split()) in _CAUSE_WORDS and len(effect.split()) in _EFFECT_WORDS
    if fits and is_whole(cause) and is_whole(effect):
        begin, end = tree.words[0].start, tree.words[-1].end
        yield Effect(
            lower_first(cause, tree.words[named[0]]), effect, offset + begin, offset + end,
            tree.words[modal[0]].text.lower(),
        )  # fmt: skip


def _last(tree: Tree, root: int) -> int:
    last = tree.subtree(root)[-1]
    for other in tree.children(root, "conj", "parataxis", "advcl"):
        own = tree.children(other, "nsubj", "nsubj:pass", "expl")
        if other > root and (own or tree.words[other - 1].text == ","):
            last = min(last, tree.subtree(other)[0] - 1)
    while last > root and tree.words[last].relation in ("punct", "cc"):
        last -= 1
    return last
