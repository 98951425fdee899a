"""The pages of runs and of the review take as many SQL statements for two candidates as for forty."""

import pytest

from quizzes.models import GenerationNote, GenerationRun, QuestionVersion
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    revision = make.article().current
    return GenerationRun.objects.create(revision=revision, state="finished", percent=100)


def grow(run, count):
    """So many candidates of the run and of other articles, and lines of its report."""
    for i in range(count):
        of = run.revision.article if i % 2 else make.article(f"a-{count}-{i}", title=f"A{i}")
        made = make.version(of=of, approved=False, stem=f"Of {i}?")
        QuestionVersion.objects.filter(pk=made.pk).update(run=run, family="scenario")
    notes = [
        GenerationNote(run=run, start=i, end=i + 9, family="cloze", code=f"C-{i}", message="No.")
        for i in range(12, 12 + count)
    ]
    GenerationNote.objects.bulk_create(notes)


def pages(run):
    first = run.versions.order_by("pk").first()
    question, of_run = "questionversion", f"generationrun/{run.pk}"
    yield from [f"{question}/review/", f"{question}/review/?run={run.pk}&family=scenario"]
    yield from [f"{question}/{first.pk}/review/", f"{question}/{first.pk}/review/edit/"]
    yield from [
        f"{of_run}/{part}" for part in ("change/", "paragraphs/", "progress/", "reasons/C-12/")
    ]
    yield f"article/{run.revision.article_id}/change/"


MOST = 24


def test_the_review_takes_the_same_for_two_and_for_forty(
    editor, run, django_assert_max_num_queries
):
    grow(run, 2)
    counts = {}
    for page in pages(run):
        editor.get(f"/admin/quizzes/{page}")
        with django_assert_max_num_queries(MOST, info=page) as few:
            assert editor.get(f"/admin/quizzes/{page}").status_code == 200
        counts[page] = len(few)
    grow(run, 38)
    for page, count in counts.items():
        # Two more where articles are read that were not kept: for one as for many.
        with django_assert_max_num_queries(count + 2, info=page):
            editor.get(f"/admin/quizzes/{page}")
