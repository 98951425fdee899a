"""Databases that live as long as a run: files in a folder, or fresh ones on a PostgreSQL server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit


@contextmanager
def fresh_databases(url: str, folder: Path, names: list[str]) -> Iterator[list[str]]:
    """An address for each name; `url` is where a PostgreSQL server is, or empty for SQLite.

    The database that a PostgreSQL address names is only used to connect: nothing in it is read or changed.
    """
    if not url:
        yield [f"sqlite:///{folder / name}.sqlite3" for name in names]
        return
    import psycopg

    made = [f"benchmark_{name}_{secrets.token_hex(4)}" for name in names]
    with psycopg.connect(url, autocommit=True) as server:
        try:
            for name in made:
                server.execute(f'CREATE DATABASE "{name}"')
            yield [urlsplit(url)._replace(path=f"/{name}").geturl() for name in made]
        finally:
            for name in made:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
