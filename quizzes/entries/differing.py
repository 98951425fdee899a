"""In what two forms of an entry differ, as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes.models.flattening import flat


def differences(ours: Any, other: Any) -> list[tuple[str, str, str]]:
    """The fields in which two forms of an entry differ, with both texts."""
    one, two = flat(ours), flat(other)
    return [
        (name.replace("_", " "), shown(one[name]), shown(two[name]))
        for name in one
        if one[name] != two[name]
    ]


def shown(value: Any) -> str:
    """A field's value as a person reads it."""
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, tuple):
        return "\n".join(map(shown, value))
    if hasattr(value, "why") and hasattr(value, "text"):
        return f"{value.text} – {value.why}"
    return "" if value is None else str(value)
