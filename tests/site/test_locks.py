"""The lock files hold what pyproject.toml asks for, with hashes and without an address."""

import re
import tomllib
from pathlib import Path

import pytest

from quizsite import pins

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED_FOR = {
    "base.txt": PROJECT["project"]["dependencies"],
    "postgres.txt": PROJECT["project"]["dependencies"]
    + PROJECT["project"]["optional-dependencies"]["postgres"],
    "certificates.txt": PROJECT["project"]["dependencies"]
    + PROJECT["project"]["optional-dependencies"]["certificates"],
    "pdf.txt": PROJECT["project"]["dependencies"]
    + PROJECT["project"]["optional-dependencies"]["pdf"],
    "accounts.txt": PROJECT["project"]["dependencies"]
    + PROJECT["project"]["optional-dependencies"]["accounts"],
    "redis.txt": PROJECT["project"]["dependencies"]
    + PROJECT["project"]["optional-dependencies"]["redis"],
    "test.txt": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["test"],
}
each_lock = pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)


def requirements(lock: Path) -> list[str]:
    """Every requirement of the lock in one line, its hashes included."""
    return lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def flat(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_there_is_a_lock_for_the_site_for_each_extra_and_for_the_tests():
    assert [lock.name for lock in LOCKS] == sorted(ASKED_FOR)


@each_lock
def test_a_lock_names_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(?m)^\s*(-i|-f|--index-url|--extra-index-url|--find-links)\b", text)


@each_lock
def test_every_requirement_is_pinned_and_hashed(lock):
    for requirement in requirements(lock):
        assert pins.PIN.match(requirement), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", requirement), requirement


@each_lock
def test_every_marker_can_be_read_without_pip(lock):
    for requirement in requirements(lock):
        pins.holds(pins.PIN.match(requirement)["marker"])


@each_lock
def test_every_dependency_of_the_project_is_locked(lock):
    locked = {flat(pins.PIN.match(requirement)["name"]) for requirement in requirements(lock)}
    asked = {flat(re.match(r"[\w.-]+", text)[0]) for text in ASKED_FOR[lock.name]}
    assert asked <= locked


@pytest.mark.parametrize(
    "name", ["accounts.txt", "base.txt", "certificates.txt", "pdf.txt", "postgres.txt", "redis.txt"]
)
def test_the_test_lock_holds_all_that_the_site_needs_at_the_same_versions(name):
    def versions(lock: str) -> set[str]:
        # Without their markers: what an extra needs on one system, a test may need everywhere.
        return {
            re.split(r" ;|--hash", line)[0].strip()
            for line in requirements(ROOT / "requirements" / lock)
        }

    assert versions(name) <= versions("test.txt")
