"""A person's own data: given out, erased, and kept no longer than the site says (docs/privacy.md)."""

from quizzes.privacy.erasing import NotErasable, erase, erase_again, led_alone_by
from quizzes.privacy.exporting import export
from quizzes.privacy.retention import Due, due, keep_no_longer

__all__ = [
    "Due",
    "NotErasable",
    "due",
    "erase",
    "erase_again",
    "export",
    "keep_no_longer",
    "led_alone_by",
]
