"""From a mapping to an item, with errors that name the field and say what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from quizzes.items import (
    ENTRY_KINDS,
    LANGUAGE_TAG,
    Authority,
    Evidence,
    Item,
    Key,
    Kind,
    Level,
    MatchingKey,
    NumberKey,
    Option,
    OrderingKey,
    Pair,
    TextKey,
)

from .exchange import item_to_json

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
_ENTRY = re.compile(rf"(?:{'|'.join(ENTRY_KINDS)}):[\w-]{{1,80}}")


class ItemFormatError(ValueError):
    """A mapping is no item; the message names the field and says what to do."""


def item_from_json(data: Mapping[str, Any]) -> Item:
    """Read an item; what is not given takes its default. Raises ItemFormatError."""
    if not isinstance(data, Mapping):
        raise ItemFormatError("An item must be a mapping of fields; see docs for its form.")
    known = set(item_to_json(Item(Kind.SINGLE, "", language="en"))) | {"dropped"}
    for name in data:
        if name not in known:
            raise ItemFormatError(f"{name}: no such field; use {', '.join(sorted(known))}.")
    kind = _choice(Kind, data, "kind")
    return Item(
        kind=kind,
        stem=_text(data, "stem", required=True),
        options=tuple(
            Option(
                _text(o, "text", place, required=True),
                _flag(o, "correct", place),
                _text(o, "feedback", place),
                _entry(o, place),
            )
            for place, o in _mappings(data, "options")
        ),
        key=_key(kind, data.get("answer") or {}),
        explanation=_text(data, "explanation"),
        evidence=tuple(
            Evidence(
                _number(e, "start", place),
                _number(e, "end", place),
                _text(e, "text", place, required=True),
            )
            for place, e in _mappings(data, "evidence")
        ),
        authority=tuple(
            Authority(
                _text(a, "org", place, required=True),
                _text(a, "title", place),
                _text(a, "url", place),
            )
            for place, a in _mappings(data, "authority")
        ),
        concepts=_texts(data, "concepts", ""),
        family=_text(data, "family"),
        level=_choice(Level, data, "level") if "level" in data else Level.REMEMBER,
        score=float(_typed(data.get("score", 0.0), (int, float), "score", "a number")),
        id=_text(data, "id"),
        beyond=bool(_typed(data.get("beyond", False), bool, "beyond", "true or false")),
        entry=_entry(data),
        language=_language(data),
    )


def _key(kind: Kind, answer: Any) -> Key | None:
    answer = _typed(answer, Mapping, "answer", "a mapping")
    if kind is Kind.NUMERIC:
        unit = _text(answer, "unit", "answer")
        return NumberKey(_decimal(answer, "value"), _decimal(answer, "tolerance", "0"), unit)
    if kind is Kind.SHORT_TEXT:
        return TextKey(_texts(answer, "accepted", "answer.", required=True))
    if kind is Kind.ORDERING:
        return OrderingKey(_texts(answer, "order", "answer.", required=True))
    if kind is Kind.MATCHING:
        pairs = _mappings(answer, "pairs", "answer.", required=True)
        return MatchingKey(
            tuple(
                Pair(
                    _text(p, "left", place, required=True), _text(p, "right", place, required=True)
                )
                for place, p in pairs
            )
        )
    if answer:
        raise ItemFormatError("answer: choice questions have no answer; mark options as correct.")
    return None


def _typed(value: Any, kind: type[T] | tuple[type, ...], place: str, name: str) -> T:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ItemFormatError(f"{place}: expected {name}, found {value!r}; write {name} here.")
    return value  # type: ignore[return-value]


def _text(data: Mapping[str, Any], name: str, place: str = "", *, required: bool = False) -> str:
    where = f"{place}.{name}" if place else name
    if required and name not in data:
        raise ItemFormatError(f"{where}: this field is missing; add it.")
    return str(_typed(data.get(name, ""), str, where, "text"))


def _language(data: Mapping[str, Any]) -> str:
    tag = _text(data, "language")
    if tag and not re.fullmatch(LANGUAGE_TAG, tag):
        raise ItemFormatError(
            f"language: {tag!r} names no language; write a tag such as de or pt-BR, or nothing."
        )
    return tag


def _entry(data: Mapping[str, Any], place: str = "") -> str:
    name = _text(data, "entry", place)
    if name and not _ENTRY.fullmatch(name):
        where = f"{place}.entry" if place else "entry"
        raise ItemFormatError(
            f"{where}: {name!r} names no entry; write {', '.join(f'{k}:ID' for k in ENTRY_KINDS)} or nothing."
        )
    return name


def _flag(data: Mapping[str, Any], name: str, place: str) -> bool:
    return bool(_typed(data.get(name, False), bool, f"{place}.{name}", "true or false"))


def _number(data: Mapping[str, Any], name: str, place: str) -> int:
    if name not in data:
        raise ItemFormatError(f"{place}.{name}: this field is missing; add it.")
    return int(_typed(data[name], (int,), f"{place}.{name}", "a whole number"))


def _texts(
    data: Mapping[str, Any], name: str, place: str, *, required: bool = False
) -> tuple[str, ...]:
    if required and name not in data:
        raise ItemFormatError(f"{place}{name}: this field is missing; add it.")
    values: Sequence[Any] = _typed(data.get(name, []), (list, tuple), f"{place}{name}", "a list")
    return tuple(_typed(v, str, f"{place}{name}.{n}", "text") for n, v in enumerate(values))


def _mappings(
    data: Mapping[str, Any], name: str, place: str = "", *, required: bool = False
) -> list[tuple[str, Mapping[str, Any]]]:
    where = f"{place}{name}"
    if required and name not in data:
        raise ItemFormatError(f"{where}: this field is missing; add it.")
    values: Sequence[Any] = _typed(data.get(name, []), (list, tuple), where, "a list")
    return [
        (f"{where}.{n}", _typed(v, Mapping, f"{where}.{n}", "a mapping"))
        for n, v in enumerate(values)
    ]


def _choice(cls: type[E], data: Mapping[str, Any], name: str) -> E:
    try:
        return cls(_text(data, name, required=True))
    except ValueError as error:
        if isinstance(error, ItemFormatError):
            raise
        names = ", ".join(member.value for member in cls)
        raise ItemFormatError(f"{name}: {data[name]!r} is unknown; use one of {names}.") from None


def _decimal(answer: Mapping[str, Any], name: str, default: str | None = None) -> Decimal:
    if name not in answer and default is None:
        raise ItemFormatError(f"answer.{name}: this field is missing; add it.")
    value = _typed(answer.get(name, default), (str, int, float), f"answer.{name}", "a number")  # type: ignore[var-annotated]
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ItemFormatError(f"answer.{name}: {value!r} is no number; write digits.") from None
