"""An entry of the concept base as a row holds it: nested values taken apart, and put together again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple


class Part(NamedTuple):
    """One field of an entry; `inner` are the fields of a value that is taken apart."""

    name: str
    hint: Any
    optional: bool
    inner: tuple[Part, ...] = ()


def parts(cls: Any) -> tuple[Part, ...]:
    """The fields of a class of entries."""
    return _parts(cls)


@lru_cache
def _parts(cls: Any) -> tuple[Part, ...]:
    hints = typing.get_type_hints(cls)
    return tuple(_part(field.name, hints[field.name]) for field in dataclasses.fields(cls))


def _part(name: str, hint: Any) -> Part:
    optional = typing.get_origin(hint) is types.UnionType
    if optional:
        hint = next(h for h in typing.get_args(hint) if h is not types.NoneType)
    return Part(name, hint, optional, parts(hint) if dataclasses.is_dataclass(hint) else ())


def flat(entry: Any) -> dict[str, Any]:
    """The fields by the names of their columns: the text of `key` becomes `key_text`."""
    found: dict[str, Any] = {}
    for part in parts(type(entry)):
        value = getattr(entry, part.name)
        if not part.inner:
            found[part.name] = value
        for inner in part.inner:
            found[f"{part.name}_{inner.name}"] = (
                None if value is None else getattr(value, inner.name)
            )
    return found


def put_together(cls: Any, columns: Mapping[str, Any]) -> Any:
    """The entry whose `flat` these columns are; a field without a column has its default."""
    given: dict[str, Any] = {}
    for part in parts(cls):
        if part.inner:
            values = {
                inner.name: _typed(inner.hint, columns[name])
                for inner in part.inner
                if (name := f"{part.name}_{inner.name}") in columns
            }
            # An empty first field says that there is no such value at all.
            missing = part.optional and values.get(part.inner[0].name) in (None, ())
            given[part.name] = None if missing else part.hint(**values)
        elif part.name in columns:
            given[part.name] = _typed(part.hint, columns[part.name])
    return cls(**given)


def _typed(hint: Any, value: Any) -> Any:
    """What JSON made of a value, as the value was."""
    if isinstance(value, list):
        return tuple(_typed(typing.get_args(hint)[0], item) for item in value)
    if isinstance(value, str) and hint is dt.date:
        return dt.date.fromisoformat(value)
    if isinstance(value, Mapping) and dataclasses.is_dataclass(hint):
        known = {part.name: part.hint for part in parts(hint)}
        return hint(**{name: _typed(known[name], item) for name, item in value.items()})  # type: ignore[operator]
    return value


def plain(value: Any) -> Any:
    """A value as JSON knows it; fields that have their default are left out.

    So a field that a later version adds changes no entry that does not use it.
    """
    if dataclasses.is_dataclass(value):
        return {
            field.name: plain(item)
            for field in dataclasses.fields(value)
            if not _is_default(field, item := getattr(value, field.name))
        }
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value


def _is_default(field: dataclasses.Field[Any], value: Any) -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return field.default is not dataclasses.MISSING and bool(value == field.default)


def checksum(entry: Any) -> str:
    """Two entries that say the same have the same."""
    text = json.dumps(plain(entry), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
