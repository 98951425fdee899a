#!/usr/bin/env python3
"""How heavy the pages are, with the style sheets and scripts that they load; see README.md."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import content
from sites import ROOT, environment

STATIC = re.compile(r'(?:<link rel="(?:stylesheet|icon)" href|<script src)="/static/([^"?]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="sequence" value="(\d+)"')
BUDGETS = {"first page": 30_000, "feedback, swapped in by htmx": 6_000}


@dataclass(frozen=True)
class Weight:
    """Bytes as they are, and compressed one by one as a server would."""

    raw: int
    compressed: int

    @classmethod
    def of(cls, *parts: bytes) -> Weight:
        """The sum of some answers of the server."""
        return cls(
            sum(map(len, parts)), sum(len(gzip.compress(part, 6, mtime=0)) for part in parts)
        )


def main() -> None:
    """Print a line for each page; end with an error where one is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        weights = _weights(Path(folder))
    if as_json:
        print(json.dumps({name: vars(weight) for name, weight in weights.items()}))
    else:
        _print(weights)
    heavy = [name for name, most in BUDGETS.items() if weights[name].compressed > most]
    sys.exit(f"Over the budget: {', '.join(heavy)}." if heavy else 0)


def _weights(folder: Path) -> dict[str, Weight]:
    os.environ.update(
        environment("quizsite.settings", f"sqlite:///{folder / 'db.sqlite3'}", folder)
    )
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command
    from django.test import Client

    django.setup()
    call_command("migrate", verbosity=0)
    content.make_quiz()
    client = Client(headers={"host": "localhost"})
    home = client.get("/").content
    answered = _answer_first_question(client)
    return {
        "first page": Weight.of(home, *_statics(home)),
        "question with an empty cache": Weight.of(answered["question"], *_statics(answered["question"])),
        "question": Weight.of(answered["question"]),
        "feedback": Weight.of(answered["feedback"]),
        "feedback, swapped in by htmx": Weight.of(answered["swapped"]),
    }  # fmt: skip


def _answer_first_question(client: Any) -> dict[str, bytes]:
    """The first question of the quiz, and the feedback to an answer as a page and as htmx asks for it."""
    client.post(f"/quizzes/{content.SLUG}/start/")
    question = client.get("/attempts/1/1/").content
    sequence = HIDDEN.search(question.decode())
    assert sequence, "the question has no form"
    client.post(
        "/attempts/1/1/",
        urlencode({"sequence": sequence[1], "answer": "1"}),
        content_type="application/x-www-form-urlencoded",
    )
    feedback = client.get("/attempts/1/1/").content
    assert b"The article says it in these words" in feedback, "no feedback came"
    swapped = client.get("/attempts/1/1/", headers={"HX-Request": "true"}).content
    return {"question": question, "feedback": feedback, "swapped": swapped}


def _statics(page: bytes) -> list[bytes]:
    from django.contrib.staticfiles import finders

    names = STATIC.findall(page.decode())
    assert names, "the page loads no style sheet"
    return [Path(str(finders.find(name))).read_bytes() for name in names]


def _print(weights: dict[str, Weight]) -> None:
    print(f"{'kB':<32}{'raw':>8}{'gzip -6':>9}{'budget':>8}")
    for name, weight in weights.items():
        budget = f"{BUDGETS[name] / 1000:.0f}" if name in BUDGETS else ""
        print(f"{name:<32}{weight.raw / 1000:>8.1f}{weight.compressed / 1000:>9.1f}{budget:>8}")


if __name__ == "__main__":
    main()
