"""Rules that the database itself holds by triggers, whoever writes to it.

They are installed after every migrate: SQLite rebuilds a table to alter it, which drops its triggers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Guard:
    """Refuse an INSERT or UPDATE of `table` where `condition` holds, with `message`."""

    name: str
    table: str
    event: str
    condition: str
    message: str


def _frozen(table: str, columns: list[str], condition: str, message: str) -> Guard:
    # Quoted, since "end", "left" and "right" are words of SQL.
    changed = " OR ".join(f'NEW."{column}" {{differs}} OLD."{column}"' for column in columns)
    return Guard(f"guard_{table}_frozen", table, "UPDATE", f"{condition} AND ({changed})", message)


VERSION_COLUMNS = [
    "question_id",
    "number",
    "kind",
    "level",
    "stem",
    "explanation",
    "number_value",
    "tolerance",
    "unit",
    "beyond",
    "language",
]
PARTS = {
    "option": ["text", "correct", "feedback", "position"],
    "acceptedanswer": ["text", "position"],
    "pair": ["left", "right", "position"],
    "step": ["text", "position"],
    "evidencepassage": ["start", "end", "revision_id"],
    "citation": ["org", "title", "url", "position"],
}
_APPROVED = "(SELECT state FROM quizzes_questionversion WHERE id = OLD.version_id) <> 'candidate'"
_DRAWN = "EXISTS (SELECT 1 FROM quizzes_response WHERE version_id = NEW.version_id)"
_NEWER_CANDIDATE = (
    "EXISTS (SELECT 1 FROM quizzes_questionversion newer WHERE newer.question_id = OLD.question_id "
    "AND newer.number > OLD.number AND newer.state = 'candidate')"
)
_FINISHED = (
    "EXISTS (SELECT 1 FROM quizzes_attempt WHERE id = OLD.attempt_id AND finished_at IS NOT NULL)"
)

GUARDS = [
    _frozen("quizzes_articlerevision", ["original", "text", "sha256", "number", "article_id"], "TRUE", "An article revision never changes."),
    _frozen("quizzes_block", ["start", "end", "kind", "position"], "TRUE", "An article revision never changes."),
    _frozen("quizzes_questionversion", VERSION_COLUMNS, "OLD.state <> 'candidate'", "A reviewed question version never changes."),
    Guard("guard_quizzes_questionversion_state", "quizzes_questionversion", "UPDATE", "OLD.state <> 'candidate' AND NEW.state = 'candidate' AND (EXISTS (SELECT 1 FROM quizzes_response WHERE version_id = OLD.id) OR EXISTS (SELECT 1 FROM quizzes_practiceanswer WHERE version_id = OLD.id))", "A question version that was drawn never becomes a candidate again."),
    Guard("guard_quizzes_questionversion_back", "quizzes_questionversion", "UPDATE", f"OLD.state = 'retired' AND NEW.state = 'approved' AND NOT {_NEWER_CANDIDATE}", "A retired question version comes back only where the one that replaced it was taken back."),
    *(_frozen(f"quizzes_{part}", columns, _APPROVED, "A reviewed question version never changes.") for part, columns in PARTS.items()),
    *(Guard(f"guard_quizzes_{part}_drawn", f"quizzes_{part}", "INSERT", _DRAWN, "A question version that was drawn never changes.") for part in PARTS if part != "evidencepassage"),
    _frozen("quizzes_attempt", ["finished_at", "closed_at", "finish_reason", "quiz_id", "seed", "started_at", "deadline", "question_count", "pass_percent"], "OLD.finished_at IS NOT NULL", "A finished attempt never changes."),
    Guard("guard_quizzes_attempt_told", "quizzes_attempt", "UPDATE", "NEW.visibility <> OLD.visibility OR NEW.assignment_id {differs} OLD.assignment_id", "Who sees the answers of an attempt never changes."),
    _frozen("quizzes_response", ["attempt_id", "version_id", "position"], "TRUE", "What an attempt asks never changes."),
    Guard("guard_quizzes_response_past", "quizzes_response", "UPDATE", f"{_FINISHED} AND (NEW.answered_at {{differs}} OLD.answered_at OR NEW.number {{differs}} OLD.number OR NEW.sequence <> OLD.sequence)", "An answer of a finished attempt never changes."),
    Guard("guard_quizzes_practiceanswer_kept", "quizzes_practiceanswer", "UPDATE", "OLD.answered_at IS NOT NULL AND (NEW.answered_at {differs} OLD.answered_at OR NEW.version_id <> OLD.version_id)", "An acknowledged answer is never lost."),
    _frozen("quizzes_certificate", ["attempt_id", "code", "issued_at", "quiz_title", "score", "max_score", "attempt_number", "shown_before", "looked_up"], "TRUE", "What a certificate says never changes."),
    Guard("guard_quizzes_response_kept", "quizzes_response", "UPDATE", "OLD.answered_at IS NOT NULL AND NEW.answered_at IS NULL", "An acknowledged answer is never lost."),
]  # fmt: skip


def lift(using: str = "default", plan: Any = (), **_signal: Any) -> None:
    """Take SQLite's guards away while tables change; a table that is made anew would trip over them."""
    connection = connections[using]
    if connection.vendor == "sqlite" and plan:
        with connection.cursor() as cursor:
            for guard in GUARDS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def install(using: str = "default", **_signal: Any) -> None:
    """Put every guard in place, replacing older ones."""
    connection = connections[using]
    if connection.vendor not in STATEMENTS:
        return
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in tables and "quizzes_response" in tables:
                for statement in STATEMENTS[connection.vendor](guard):
                    cursor.execute(statement)


def _sqlite(guard: Guard) -> list[str]:
    condition = guard.condition.replace("{differs}", "IS NOT")
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END",
    ]


def _postgresql(guard: Guard) -> list[str]:
    condition = guard.condition.replace("{differs}", "IS DISTINCT FROM")
    # The condition holds a query, which PostgreSQL allows in a function's body but not in WHEN.
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN NEW; END $$",
        f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
