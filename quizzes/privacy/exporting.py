"""All that the site keeps of a person, in a form that people and programs can read.

No key and no mark is in it that the quiz's rules don't show yet.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from quizzes.models import (
    Certificate,
    Decision,
    DueMail,
    Learner,
    Member,
    Practice,
    ProblemReport,
    Reminder,
    Response,
)
from quizzes.models.answering import Answered
from quizzes.models.waysin import kept_of
from quizzes.tables.sheets import as_csv

FORMAT = 1
WITH_ANSWERS = [
    "version",
    "chosen_options__option",
    "chosen_pairs__left",
    "chosen_pairs__right",
    "chosen_steps__step",
]


def export(learner: Learner, *, now: dt.datetime) -> bytes:
    """A zip of data.json, which holds everything, and tables of attempts and answers."""
    data = everything(learner, now=now)
    answers = [
        {"quiz": attempt["quiz"], "attempt": attempt["number"], **answer}
        for attempt in data["attempts"]
        for answer in attempt["answers"]
    ]
    attempts = [{k: v for k, v in a.items() if k != "answers"} for a in data["attempts"]]
    practised = [answer for practice in data["practices"] for answer in practice["answers"]]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        whole = json.dumps(data, ensure_ascii=False, indent=1, default=_plain)
        file.writestr("data.json", whole)
        for name, rows in [
            ("attempts.csv", attempts),
            ("answers.csv", answers),
            ("practice.csv", practised),
            ("groups.csv", data["groups"]),
            ("certificates.csv", data["certificates"]),
        ]:
            file.writestr(name, _table(rows))
    return out.getvalue()


def everything(learner: Learner, *, now: dt.datetime) -> dict[str, Any]:
    """The same as plain values, in a number of statements that does not depend on how much there is."""
    return {
        "format": FORMAT,
        "made_at": now,
        "account": _account(learner),
        "settings": {
            "extra_time_percent": learner.extra_time_percent,
            "mail_about_assignments": learner.assignment_mail,
            "known_since": learner.created_at,
        },
        "attempts": _attempts(learner),
        "practices": _practices(learner),
        "known": [
            {"concept": m.concept.label, "topic": m.concept.topic, "due_at": m.due_at,
             "last_answered_at": m.seen_at, "answers": m.answers, "right": m.right_answers}
            for m in learner.memories.select_related("concept")
        ],
        "certificates": [
            {"code": c.spaced_code, "quiz": c.quiz_title, "name": c.name, "made_at": c.issued_at,
             "score": c.score, "of": c.max_score, "withdrawn_at": c.revoked_at,
             "why_withdrawn": c.revoke_reason}
            for c in Certificate.objects.of_learner(learner)
        ],
        "reports": [
            {"question": r.answered.version.stem, "reason": r.get_reason_display(), "note": r.note,
             "told_at": r.created_at, "answer": r.answer, "answered_at": r.answered_at}
            for r in ProblemReport.objects.of_learner(learner)
            .select_related("response__version", "practised__version")
        ],
        "groups": [
            {"group": m.group.name, "name": m.name, "email": m.email, "reference": m.reference,
             "invited_at": m.invited_at, "joined_at": m.joined_at, "left_at": m.left_at}
            for m in Member.objects.filter(learner=learner).select_related("group")
        ],
        "mails": [
            {"about": m.assignment.quiz.title, "stage": m.get_stage_display(), "sent_at": m.sent_at}
            for m in DueMail.objects.filter(member__learner=learner)
            .select_related("assignment__quiz")
        ],
        "reminders": [
            {"wanted": r.is_on, "next_not_before": r.not_before}
            for r in Reminder.objects.filter(learner=learner)
        ],
        "decisions": _decisions(learner),
    }  # fmt: skip


def _account(learner: Learner) -> dict[str, Any] | None:
    if (user := learner.user) is None:
        return None
    return {
        "name": user.username, "first_name": user.first_name, "last_name": user.last_name,
        "email": user.email, "confirmed_email": user.confirmed_email, "time_zone": user.time_zone, "joined_at": user.date_joined,
        "last_signed_in_at": user.last_login, "is_editor": user.is_staff,
        "leads": [leader.group.name for leader in user.led.select_related("group")],
        **kept_of(user),
    }  # fmt: skip


def _attempts(learner: Learner) -> list[dict[str, Any]]:
    asked = Response.objects.filter(attempt__learner=learner).order_by("attempt_id", "position")
    responses = asked.select_related("attempt").prefetch_related(*WITH_ANSWERS)
    by_attempt: dict[int, list[dict[str, Any]]] = {}
    for response in responses:
        told = _answer(response, shows_mark=response.may_show_feedback)
        told |= {"looked_up": response.article_opened, "flagged": response.flagged}
        by_attempt.setdefault(response.attempt_id, []).append(told)
    attempts = learner.attempts.select_related("quiz", "assignment__group")
    return [
        {
            "quiz": a.quiz.title, "number": a.number, "started_at": a.started_at,
            "finished_at": a.finished_at, "score": a.score, "of": a.max_score, "passed": a.passed,
            "assigned_by": a.assignment.group.name if a.assignment else "",
            "who_sees_the_answers": a.get_visibility_display(), "answers": by_attempt.get(a.pk, []),
        }
        for a in attempts
    ]  # fmt: skip


def _practices(learner: Learner) -> list[dict[str, Any]]:
    found = Practice.objects.filter(learner=learner)
    with_answers = found.prefetch_related(*(f"answers__{name}" for name in WITH_ANSWERS))
    return [
        {
            "started_at": p.started_at,
            "finished_at": p.finished_at,
            "answers": [_answer(a, shows_mark=a.is_answered) for a in p.answers.all()],
        }
        for p in with_answers
    ]


def _answer(answer: Answered, *, shows_mark: bool) -> dict[str, Any]:
    return {
        "question": answer.version.stem,
        "answer": "; ".join(_parts(answer)),
        "answered_at": answer.answered_at,
        "how_sure": str(answer.get_confidence_display() or ""),  # type: ignore[attr-defined]
        "mark": answer.mark if shows_mark else None,
        "of": answer.max_mark,
    }


def _parts(answer: Answered) -> list[str]:
    if answer.text:
        return [answer.text]
    if answer.number is not None:
        return [f"{answer.number.normalize():f} {answer.version.unit}".strip()]
    rows = [*answer.chosen_options.all(), *answer.chosen_pairs.all(), *answer.chosen_steps.all()]
    return [str(row) for row in rows]


def _decisions(learner: Learner) -> list[dict[str, Any]]:
    """What the person decided as an editor."""
    if learner.user is None:
        return []
    found = Decision.objects.filter(by=learner.user).select_related("version", "quiz")
    return [
        {
            "verb": d.get_verb_display(),
            "at": d.at,
            "about": str(d.version or d.quiz),
            "note": d.note,
        }
        for d in found
    ]


def _table(rows: Iterable[dict[str, Any]]) -> bytes:
    rows = list(rows)
    head = list(rows[0]) if rows else [_("nothing")]
    return as_csv(head, [[_cell(value) for value in row.values()] for row in rows])


def _cell(value: Any) -> Any:
    return str(value) if isinstance(value, bool) else value


def _plain(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
