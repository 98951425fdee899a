"""Lets `manage.py test` run pytest: Django's habit and pytest's power are one command."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn


class PytestRunner:
    """Hands everything behind `test` to pytest and ends with pytest's exit status."""

    def __init__(self, **options: Any) -> None:
        """Take Django's own options, of which pytest needs none."""

    def run_tests(self, test_labels: Sequence[str], **kwargs: Any) -> NoReturn:
        """Run pytest; its statuses (2: interrupted, 5: nothing collected ...) stay as they are."""
        import pytest

        sys.exit(int(pytest.main(list(test_labels))))
