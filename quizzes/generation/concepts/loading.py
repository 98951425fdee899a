"""From YAML files to entries, with errors that name the file, the entry and what to do."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from .entries import (
    Behaviour,
    Concept,
    Misconception,
    Scenario,
    Source,
)

SECTIONS: dict[str, type] = {
    "concepts": Concept,
    "behaviours": Behaviour,
    "misconceptions": Misconception,
    "scenarios": Scenario,
    "sources": Source,
}
T = TypeVar("T")
# The parser in C, where the installed PyYAML has it, reads the base ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ConceptError(ValueError):
    """An entry of the concept base is wrong; the message says where, what, and what to do."""


def read_folder(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield (section, entry) for every entry of every YAML file in a folder."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise ConceptError(f"{folder}: no YAML files here; point to the folder that holds them.")
    for file in files:
        yield from _read_file(file)


def _read_file(file: Path) -> Iterator[tuple[str, Any]]:
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe one)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConceptError(f"{file.name}: this is not valid YAML; mend it. {error}") from error
    if not isinstance(data, Mapping):
        raise ConceptError(f"{file.name}: expected sections at the top; see sources.yaml.")
    unknown = sorted(map(str, set(data) - set(SECTIONS) - {"topic"}))
    if unknown:
        raise ConceptError(
            f"{file.name}: unknown section {unknown[0]!r}; use one of {', '.join(SECTIONS)}."
        )
    for section in SECTIONS:
        for key, fields in _entries(data.get(section), file.name, section):
            yield section, _entry(section, key, fields, data.get("topic"), file.name)


def _entries(data: Any, file: str, section: str) -> Iterator[tuple[str, Any]]:
    """The entries of a section, whether it is a mapping by id or a list of entries with ids."""
    if isinstance(data, Mapping):
        yield from ((str(key), fields) for key, fields in data.items())
    elif isinstance(data, list):
        for fields in data:
            if not isinstance(fields, Mapping) or "id" not in fields:
                raise ConceptError(f"{file}, {section}: an entry has no id; give it one.")
            yield str(fields["id"]), {key: fields[key] for key in fields if key != "id"}
    elif data is not None:
        raise ConceptError(f"{file}, {section}: expected entries by id; indent them below.")


def _entry(section: str, key: str, fields: Any, topic: Any, file: str) -> Any:
    where = f"{file}, {section}.{key}"
    if not isinstance(fields, Mapping):
        raise ConceptError(f"{where}: expected fields; indent them below the id.")
    given = {"id": key, **fields}
    if section != "sources":
        if not isinstance(topic, str):
            raise ConceptError(f"{file}: name the topic at the top of the file (topic: ...).")
        given["topic"] = topic
    return build(SECTIONS[section], given, where)


def build(cls: type[T], given: Mapping[str, Any], where: str) -> T:
    """Make a value of a dataclass out of a mapping; every mistake is named with its place."""
    hints = _hints(cls)  # type: ignore[arg-type]  # a class can be hashed, whatever mypy says
    fields = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    for name in given:
        if name not in fields:
            raise ConceptError(
                f"{where}: unknown field {name!r}; use one of {', '.join(sorted(fields))}."
            )
    for name, field in fields.items():
        has_default = (
            field.default is not dataclasses.MISSING
            or field.default_factory is not dataclasses.MISSING
        )
        if name not in given and not has_default:
            raise ConceptError(f"{where}: the field {name!r} is missing; add it.")
    return cls(
        **{name: _value(hints[name], value, f"{where}.{name}") for name, value in given.items()}
    )


@cache
def _hints(cls: type) -> dict[str, Any]:
    """The types of a dataclass's fields; to read them anew for each entry would double the time."""
    return typing.get_type_hints(cls)


def _value(hint: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        return None if value is None else _value(arguments[0], value, where)
    if origin is tuple:
        return tuple(
            _value(arguments[0], item, f"{where}.{number}")
            for number, item in enumerate(_checked(list, value, where, "a list"))
        )
    if origin is Mapping:
        return {
            str(key): str(item) for key, item in _checked(dict, value, where, "a mapping").items()
        }
    if dataclasses.is_dataclass(hint):
        return build(hint, _checked(dict, value, where, "a mapping"), where)  # type: ignore[arg-type]
    names = {str: "text", int: "a whole number", bool: "true or false", datetime.date: "a date"}
    return _checked(hint, value, where, names[hint])


def _checked(kind: type[T], value: Any, where: str, name: str) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ConceptError(f"{where}: expected {name}, found {value!r}; write {name} here.")
    return value
