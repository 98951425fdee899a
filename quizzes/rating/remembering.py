"""An analyser that parses no sentence twice: most of a changed article is what it was."""

from __future__ import annotations

from collections.abc import Sequence

from quizzes.generation.language.trees import Analyser, Tree


class Remembering:
    """Wraps an analyser; trees don't depend on what stands beside a sentence, so they can be kept."""

    def __init__(self, analyser: Analyser) -> None:
        self.name = analyser.name
        self._analyser = analyser
        self._known: dict[str, Tree] = {}

    def trees(self, sentences: Sequence[str]) -> tuple[Tree, ...]:
        """The trees of the sentences, those that are new parsed now."""
        new = [text for text in dict.fromkeys(sentences) if text not in self._known]
        if new:
            self._known.update(zip(new, self._analyser.trees(new), strict=True))
        return tuple(self._known[text] for text in sentences)
