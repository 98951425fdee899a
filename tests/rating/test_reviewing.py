"""Reviewing the concept base: papers tell no key, verdicts land in the entries and nowhere else."""

import datetime
import json

import pytest
import yaml

from quizzes.generation.concepts import Review
from quizzes.rating import RatingError
from quizzes.rating.reviewing import paper, record, to_markdown, verdicts
from tests.generation.bases import base, misconception, scenario

KNOWN = base(
    scenarios=[scenario("one", review=None), scenario("two")],
    misconceptions=[misconception(review=None)],
)
DONE = Review(2, "person", 1, datetime.date(2026, 11, 25))

YAML = """topic: malware

misconceptions:
  slow:
    claim: It is slow.
    review: null
  fast:
    claim: It is fast.

scenarios:
  one:
    stem: What now?
    review: null   # soon
  two:
    stem: And then?
"""


def forms(folder, **readers):
    for reader, answers in readers.items():
        (folder / f"malware.{reader}.json").write_text(json.dumps(answers))
    return sorted(folder.glob("*.json"))


def answers(asked, **changes):
    given = {str(q.number): {"answer": q.key, "defensible": [], "fault": ""} for q in asked}
    for name, change in changes.items():
        number = next(str(q.number) for q in asked if q.entry.id == name)
        given[number] |= change
    return given


def test_a_paper_asks_what_waits_for_its_review_and_tells_no_key():
    asked = paper(KNOWN, "malware")
    assert {question.entry.id for question in asked} == {"one", "slow"}
    text = to_markdown("malware", asked)
    assert all(word not in text for word in ("Reason", "spreads no more", "little power"))
    assert len(paper(KNOWN, "malware", everything=True)) == 3


def test_a_paper_is_the_same_every_time():
    assert paper(KNOWN, "malware") == paper(KNOWN, "malware")


def test_a_reader_who_chose_otherwise_or_could_defend_another_does_not_agree(tmp_path):
    asked = paper(KNOWN, "malware")
    other = next(q for q in asked if q.entry.id == "one")
    wrong = "A" if other.key != "A" else "B"
    files = forms(
        tmp_path,
        r1=answers(asked, one={"answer": wrong}),
        r2=answers(asked, slow={"defensible": ["A", "B"], "fault": "It depends."}),
    )
    found = verdicts({"malware": asked}, files)
    assert (found["one"].readers, found["one"].agreed) == (2, 1)
    assert (found["slow"].agreed, found["slow"].remarks) == (1, ("It depends.",))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("malware.r1.json", "{", "no JSON"),
        ("malware.r1.json", "{}", "question 1 needs an answer"),
        ("malware.r1.json", '{"1": {"answer": "Z"}}', "question 1 needs an answer"),
        ("weather.r1.json", "{}", "after a paper's topic"),
    ],
)
def test_a_bad_form_is_named_with_its_place(tmp_path, name, content, told):
    (tmp_path / name).write_text(content)
    with pytest.raises(RatingError, match=told):
        verdicts({"malware": paper(KNOWN, "malware")}, [tmp_path / name])


def test_a_verdict_is_written_into_its_entry_and_nothing_else_changes():
    text = record(YAML, {"one": DONE, "fast": DONE})
    data, before = yaml.safe_load(text), yaml.safe_load(YAML)
    review = {"readers": 2, "kind": "person", "agreed": 1, "date": datetime.date(2026, 11, 25)}
    assert data["scenarios"]["one"].pop("review") == review
    assert data["misconceptions"]["fast"].pop("review") == review
    del before["scenarios"]["one"]["review"]
    assert data == before


def test_the_last_entry_of_a_file_gets_its_verdict_too():
    assert yaml.safe_load(record(YAML, {"two": DONE}))["scenarios"]["two"]["review"]["agreed"] == 1
