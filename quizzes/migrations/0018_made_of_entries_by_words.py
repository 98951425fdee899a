"""Questions that are stored already learn of which entries they were made: by their words, once."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import migrations

SITUATIONS, STATEMENT, HABITS = ("scenario", "reason"), "misconception", ("advice", "gathering")
CHUNK = 500


@dataclass
class Words:
    """What entries say and once said, and which entry says it; later words stand above older ones."""

    situations: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Stem to the scenario's key, its row, and the behaviour of its right option."""
    statements: dict[str, str] = field(default_factory=dict)
    distractors: dict[tuple[int, str], str] = field(default_factory=dict)
    habits: dict[str, str] = field(default_factory=dict)

    def situation(self, stem: str) -> tuple[str, int, str] | None:
        # A sentence on what the article does may stand before it.
        return self.situations.get(stem) or self.situations.get(stem.partition(". ")[2])

    def entry(self, family: str, stem: str) -> str:
        """The scenario or misconception that was asked in these words."""
        if family in SITUATIONS and (found := self.situation(stem)):
            return f"scenario:{found[0]}"
        if family == STATEMENT and stem in self.statements:
            return f"misconception:{self.statements[stem]}"
        return ""

    def option(self, family: str, stem: str, text: str, correct: bool) -> str:
        """The behaviour that an option is, or the misconception behind it."""
        kind, key = "behaviour", ""
        if family in HABITS:
            key = self.habits.get(text, "")
        elif family in SITUATIONS and (found := self.situation(stem)):
            _scenario, row, key = found
            if not correct:
                kind, key = "misconception", self.distractors.get((row, text), "")
        return f"{kind}:{key}" if key else ""


def words(apps):
    def told(name, *fields):
        history = apps.get_model("quizzes", f"Historical{name}").objects.order_by("history_id")
        return history.values_list(*fields)

    found = Words()
    for key, row, stem, behaviour in told("Scenario", "key", "id", "stem", "key_behaviour"):
        found.situations[stem] = key, row, behaviour
    for key, claim, correction in told("Misconception", "key", "claim", "correction"):
        found.statements |= {claim: key, correction: key}
    for row, text, key in told("Distractor", "scenario_id", "text", "misconception"):
        if key:
            found.distractors[row, text] = key
    for key, imperative, gerund in told("Behaviour", "key", "forms_imperative", "forms_gerund"):
        capital = gerund[:1].upper() + gerund[1:]
        found.habits |= dict.fromkeys((imperative, gerund, capital), key)
    return found


def fill(apps, schema_editor):
    """Name the entries; a question that was reworded is known by the first wording that is an entry's."""
    known = words(apps)
    versions = apps.get_model("quizzes", "QuestionVersion").objects
    asked = versions.filter(family__in=[*SITUATIONS, STATEMENT, *HABITS]).order_by("number")
    first: dict[int, str] = {}
    """By question, the stem by which its entry is known."""
    found = list(asked.values_list("pk", "question_id", "family", "stem"))
    for _pk, question, family, stem in found:
        if known.entry(family, stem):
            first.setdefault(question, stem)
    wordings = {
        pk: (family, first.get(question, stem)) for pk, question, family, stem in found
    }
    write(versions, {pk: known.entry(*wording) for pk, wording in wordings.items()})
    pks = list(wordings)
    for start in range(0, len(pks), CHUNK):
        fill_options(apps, {pk: wordings[pk] for pk in pks[start : start + CHUNK]}, known)


def fill_options(apps, wordings, known):
    options = apps.get_model("quizzes", "Option").objects
    rows = options.filter(version__in=wordings).values_list("pk", "version_id", "text", "correct")
    write(options, {pk: known.option(*wordings[version], text, correct) for pk, version, text, correct in rows})


def write(manager, names):
    rows = [manager.model(pk=pk, entry=name) for pk, name in names.items() if name]
    manager.bulk_update(rows, ["entry"], batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0017_made_of_entries")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
