"""Run as a program: a PDF on standard input, JSON with its text, or why not, on standard output.

It imports nothing of the app. Its limits of time and memory are the operating system's own.
"""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from typing import Any

MEMORY = 700_000_000
MOST_CHARACTERS = 2_000_000
LEAST_LETTERS = 20


def limit(seconds: int) -> None:
    """Let the system stop this process; Windows knows no such limits, there the parent's clock does."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def text_of(data: bytes, most_pages: int) -> dict[str, Any]:
    """What the file holds, or {"refused": code}."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"refused": "encrypted"}
    if len(reader.pages) > most_pages:
        return {"refused": "pages"}
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        length += len(pages[-1])
        if length > MOST_CHARACTERS:
            return {"refused": "too_large"}
    text = "\n\f\n".join(pages).replace("\x00", "")
    if sum(map(str.isalpha, text)) < LEAST_LETTERS:
        return {"refused": "no_text"}
    about: Any = reader.metadata or {}
    return {"text": text, "title": _title(about), "author": _field(about, "/Author")}


def _field(about: Any, name: str) -> str:
    value = about.get(name)
    return re.sub(r"\s+", " ", str(value)).strip()[:300] if isinstance(value, str) else ""


def _title(about: Any) -> str:
    """The title, unless it is a file's name or what a program put there."""
    title = _field(about, "/Title")
    is_junk = re.search(r"\.\w{2,4}\Z|\AMicrosoft |\Auntitled", title, re.IGNORECASE)
    return "" if is_junk or " " not in title else title


def main() -> None:
    """Answer, whatever the file does."""
    seconds, most_pages = int(sys.argv[1]), int(sys.argv[2])
    limit(seconds)
    logging.disable()
    data = sys.stdin.buffer.read()
    try:
        found = text_of(data, most_pages)
    except MemoryError:
        found = {"refused": "slow"}
    except Exception as error:
        is_locked = type(error).__name__ in {"DependencyError", "WrongPasswordError"}
        found = {"refused": "encrypted" if is_locked else "damaged"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
