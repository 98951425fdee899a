"""One module per way of asking; each knows when it may."""

from collections.abc import Callable, Iterator, Mapping

from quizzes.generation.study import Passage, Study
from quizzes.items import Objection

from . import (
    advising,
    application,
    cloze,
    gathering,
    listing,
    matching,
    meaning,
    misconception,
    quantity,
    reason,
    statement,
)
from .candidate import Candidate

Writer = Callable[[Passage, Study], Iterator[Candidate | Objection]]

WRITERS: Mapping[str, Writer] = {
    module.FAMILY: module.write
    for module in (
        application,
        reason,
        meaning,
        matching,
        advising,
        gathering,
        listing,
        statement,
        quantity,
        cloze,
        misconception,
    )
}

__all__ = ["WRITERS", "Candidate", "Writer"]
