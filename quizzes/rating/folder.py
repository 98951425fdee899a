"""A sheet on disk: the papers and forms for the raters, and the secret key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from quizzes.generation import item_to_json

from . import sheet
from .batches import Entry, Origin
from .flaws import Flaw
from .forms import Form, blank, read_form
from .runs import Article, RatingError, item_of

KEY = "key.json"
FORMAT = 1


def write_sheet(entries: Sequence[Entry], folder: Path) -> list[Path]:
    """Write a sheet into an empty or new folder; give the files in their order."""
    if (folder / KEY).exists():
        raise RatingError(f"{folder} holds a sheet already; name another folder with --out.")
    folder.mkdir(parents=True, exist_ok=True)
    secret = _secret(entries)
    written = [_write_json(folder / KEY, secret)]
    for batch, group in groupby(entries, key=lambda entry: entry.batch):
        together = list(group)
        names = sheet.file_names(batch)
        for name, text in (
            (names["questions"], sheet.questions(together)),
            (names["reveal"], sheet.reveal(together)),
        ):
            (folder / name).write_text(text, encoding="utf-8")
            written.append(folder / name)
        written.append(_write_json(folder / names["form"], blank(together, secret["sheet"])))
    return written


def read_sheet(folder: Path) -> tuple[str, dict[int, Entry]]:
    """What `write_sheet` wrote: the sheet's mark, and its entries by number."""
    data = read_json(folder / KEY)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise RatingError(f"{folder / KEY}: no key of a sheet; name a folder made by “sheet”.")
    articles = [Article(a["title"], a["text"]) for a in data["articles"]]
    entries = {
        int(number): Entry(
            number=int(number),
            batch=entry["batch"],
            article=articles[entry["article"]],
            item=item_of(entry["item"], f"{KEY}: items.{number}"),
            origin=Origin(entry["origin"]),
            flaw=Flaw(entry["flaw"]) if entry["flaw"] else None,
        )
        for number, entry in data["items"].items()
    }
    return data["sheet"], entries


def read_forms(paths: Sequence[Path], folder: Path) -> tuple[dict[int, Entry], list[Form]]:
    """The sheet of a folder with filled forms to it."""
    mark, entries = read_sheet(folder)
    return entries, [read_form(read_json(path), entries, mark, path.name) for path in paths]


def read_json(path: Path) -> Any:
    """What a JSON file holds; raises RatingError with the place of a mistake."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RatingError(f"{path}: can't be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise RatingError(f"{path}: is no UTF-8 text; save it as UTF-8.") from error
    except RecursionError as error:
        raise RatingError(f"{path}: is nested too deeply to be a form or items.") from error
    except json.JSONDecodeError as error:
        raise RatingError(
            f"{path}: line {error.lineno}: no valid JSON ({error.msg}); correct it."
        ) from error


def _secret(entries: Sequence[Entry]) -> dict[str, Any]:
    articles = list(dict.fromkeys(entry.article for entry in entries))
    items = {
        str(entry.number): {
            "batch": entry.batch,
            "article": articles.index(entry.article),
            "origin": entry.origin.value,
            "flaw": entry.flaw.value if entry.flaw else "",
            "item": item_to_json(entry.item),
        }
        for entry in entries
    }
    mark = hashlib.sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()[:8]
    return {
        "format": FORMAT,
        "sheet": mark,
        "articles": [{"title": a.title, "text": a.text, "sha256": a.sha256} for a in articles],
        "items": items,
    }


def _write_json(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
