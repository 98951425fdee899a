"""A PDF's text. It is taken out in a process of its own, which a hostile file can't outlive."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from quizzes.generation import UnreadableArticle
from quizzes.items import gettext_noop

SECONDS = 20
"""The most time that a file may take."""

MOST_PAGES = 300
_WORKER = Path(__file__).with_name("pdf_worker.py")
_REASONS = {
    "encrypted": gettext_noop(
        "This PDF is protected by a password; save a copy without one, or paste the text."
    ),
    "pages": gettext_noop(
        "The PDF has more than %(pages)s pages; upload a part of it, or paste what matters."
    ),
    "no_text": gettext_noop(
        "This PDF holds pictures of pages and no text; let a program recognise its text, or paste the text."
    ),
    "too_large": gettext_noop(
        "The PDF's text is longer than 2 MB; upload a part of it, or paste what matters."
    ),
    "slow": gettext_noop(
        "Reading this PDF took too much time or memory and was stopped; print it to a new PDF, or paste the text."
    ),
    "damaged": gettext_noop(
        "This is no PDF that can be read, or it is damaged; print it to a new PDF, or paste the text."
    ),
}


def to_text(data: bytes) -> bytes:
    """The text of its pages, below a head with what the file says about itself.

    Raises UnreadableArticle with what to do instead.
    """
    if importlib.util.find_spec("pypdf") is None:
        raise UnreadableArticle(
            "not_installed",
            gettext_noop(
                "PDF files can't be read here: pypdf is not installed. Paste the text, or ask the operator "
                "to run pip install -r requirements/pdf.txt."
            ),
        )
    found = _read_apart(data)
    if "refused" in found:
        reason = found["refused"]
        raise UnreadableArticle(reason, _REASONS[reason], pages=MOST_PAGES)
    head = [f"{key}: {json.dumps(found[key])}" for key in ("title", "author") if found[key]]
    parts = ["---", *head, "---", "", found["text"]] if head else [found["text"]]
    return "\n".join(parts).encode("utf-8", "replace")


def _read_apart(data: bytes, seconds: float = SECONDS) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_WORKER), str(int(seconds)), str(MOST_PAGES)]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and numbers
            command, input=data, capture_output=True, timeout=seconds + 5, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return {"refused": "slow"}
    if done.returncode:
        return {"refused": "slow" if done.returncode < 0 else "damaged"}
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return {"refused": "damaged"}
    return found if isinstance(found, dict) else {"refused": "damaged"}
