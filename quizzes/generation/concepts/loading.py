"""From YAML files to entries, with errors that name the file, the entry and what to do."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Callable, Iterator, Mapping
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
_TEXT = "tag:yaml.org,2002:str"
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
        data = _read(file.read_text(encoding="utf-8"), file.name)
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


def _read(text: str, file: str) -> Any:
    """The plain values of a YAML text, made faster than by PyYAML's constructors of the same nodes."""
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        return _plain(node, loader, file) if node is not None else None
    finally:
        loader.dispose()


def _plain(node: yaml.Node, loader: Any, file: str) -> Any:
    if node.tag == _TEXT:
        return node.value
    if isinstance(node, yaml.MappingNode):
        found: dict[Any, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConceptError(f"{file}: a key is no word (line {_line(key)}); write one.")
            name = _plain(key, loader, file)
            if name in found:
                raise ConceptError(
                    f"{file}: {name!r} stands there twice (line {_line(key)}); rename one."
                )
            found[name] = _plain(value, loader, file)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, loader, file) for item in node.value]
    return loader.construct_object(node)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


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
    try:
        return typing.cast(T, _builder(cls)(given))  # type: ignore[arg-type]  # a class can be hashed
    except _Mistake as mistake:
        place = "".join(f".{part}" for part in reversed(mistake.path))
        raise ConceptError(f"{where}{place}: {mistake}") from None


class _Mistake(ValueError):
    """A value that doesn't fit; its path is put together on the way out, innermost part first."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.path: list[str] = []


Reader = Callable[[Any], Any]


@cache
def _builder(cls: Any) -> Reader:
    """Reads mappings as one dataclass; its fields are looked up once, not for each of some thousands."""
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(cls).items()}
    wanted = [
        field.name
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]

    def read(given: Any) -> Any:
        for name in _checked(dict, given, "a mapping"):
            if name not in readers:
                known = ", ".join(sorted(readers))
                raise _Mistake(f"unknown field {name!r}; use one of {known}.")
        for name in wanted:
            if name not in given:
                raise _Mistake(f"the field {name!r} is missing; add it.")
        return cls(**{name: _within(name, readers[name], value) for name, value in given.items()})

    return read


def _reader(hint: Any) -> Reader:
    """What turns a plain value into one of a type, or says why it can't."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        read_some = _reader(arguments[0])
        return lambda value: None if value is None else read_some(value)
    if origin is tuple:
        read_one = _reader(arguments[0])
        return lambda value: tuple(
            _within(str(number), read_one, item)
            for number, item in enumerate(_checked(list, value, "a list"))
        )
    if origin is Mapping:
        return lambda value: {
            str(key): str(item) for key, item in _checked(dict, value, "a mapping").items()
        }
    if dataclasses.is_dataclass(hint):
        return _builder(hint)  # type: ignore[arg-type]
    names = {str: "text", int: "a whole number", bool: "true or false", datetime.date: "a date"}
    return lambda value: _checked(hint, value, names[hint])


def _within(name: str, read: Reader, value: Any) -> Any:
    try:
        return read(value)
    except _Mistake as mistake:
        mistake.path.append(name)
        raise


def _checked(kind: type[T], value: Any, name: str) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _Mistake(f"expected {name}, found {value!r}; write {name} here.")
    return value
