"""Languages that nobody speaks: what is left in plain letters on their pages was never translated.

en-XA has accents and a third more letters; ar-XB runs from right to left and has Arabic's six plurals.
The codes are those that Android and Chromium use for the same purpose.
"""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Callable
from pathlib import Path

from tests.languages.catalogue import CATALOGUE, gettext_tool

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTS = "áƀçđéƒĝĥíĵķłɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶŁṀÑÓÞɊŔŠŢÚṼŴẊÝŽ"
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنه" * 2
# What a text holds that no translator touches: placeholders, tags, entities, addresses.
_KEPT = re.compile(
    r"(%\([^)]*\)[-+0-9.]*[a-z%]|%[-+0-9.]*[sdif%]|\{[^{}]*\}|<[^<>]*>|&\w+;|https?://\S+)"
)

HEADS = {
    "en-xa": "nplurals=2; plural=(n != 1);",
    "ar-xb": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
        ": n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}


def accented(text: str) -> str:
    """A text in brackets, with accents, and 40 % longer."""
    letters = len(_KEPT.sub("", text))
    more = "".join(f" {'ẋ' * min(6, left)}" for left in range(round(letters * 0.4) + 1, 1, -7))
    return f"[{_each(text, _ACCENTS)}{more}]"


def arabic(text: str) -> str:
    """A text in letters that run from right to left."""
    return f"«{_each(text, _ARABIC)}»"


def _each(text: str, letters: str) -> str:
    table = str.maketrans(_PLAIN, letters)
    return "".join(
        part if i % 2 else part.translate(table) for i, part in enumerate(_KEPT.split(text))
    )


SPOKEN: dict[str, Callable[[str], str]] = {"en-xa": accented, "ar-xb": arabic}


_ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural) (".*"(?:\n".*")*)', re.MULTILINE)


def texts_of(catalogues: list[Path]) -> set[tuple[str, str]]:
    """Every text that is to be translated: its key in a compiled catalogue, and its plural or nothing.

    What a package's catalogue translates is not read.
    """
    found: set[tuple[str, str]] = set()
    for catalogue in catalogues:
        for entry in gettext_tool("msgattrib", "--no-obsolete", catalogue).split("\n\n"):
            part = {
                name: "".join(map(ast.literal_eval, lines.splitlines()))
                for name, lines in _ENTRY.findall(entry)
            }
            if part.get("msgid"):
                context = f"{part['msgctxt']}\4" if "msgctxt" in part else ""
                found.add((context + part["msgid"], part.get("msgid_plural", "")))
    return found


def write(language: str, texts: set[tuple[str, str]], into: Path) -> None:
    """Translate all that there is and compile it as the catalogue of a language."""
    target = into / language.replace("-xa", "_XA").replace("-xb", "_XB") / CATALOGUE
    target.parent.mkdir(parents=True)
    target.with_suffix(".mo").write_bytes(_compiled(_translated(texts, language)))


def _translated(texts: set[tuple[str, str]], language: str) -> dict[str, str]:
    say, forms = SPOKEN[language], int(HEADS[language][len("nplurals=")])
    found = {"": f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {HEADS[language]}\n"}
    for key, plural in texts:
        one, more = say(key.rpartition("\4")[2]), say(plural)
        if not plural:
            found[key] = one
        else:
            all_forms = [one, more] if forms == 2 else [more, one, *([more] * (forms - 2))]
            found[f"{key}\0{plural}"] = "\0".join(all_forms)
    return found


def _compiled(texts: dict[str, str]) -> bytes:
    """GNU's .mo format: two tables of lengths and places, then the texts, each with a zero behind."""
    pairs = sorted((key.encode(), text.encode()) for key, text in texts.items())
    place = 28 + 16 * len(pairs)
    tables, blob = b"", b""
    for side in (0, 1):
        for pair in pairs:
            tables += struct.pack("<II", len(pair[side]), place + len(blob))
            blob += pair[side] + b"\0"
    return (
        struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0) + tables + blob
    )
