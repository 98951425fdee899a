"""The report of a run: reasons in words, and the article with what became of each sentence."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from quizzes.models import GenerationNote, GenerationRun
from quizzes.reviews.explaining import FAMILIES, REASONS, family, why
from tests import make

CORE = Path(__file__).resolve().parents[2] / "quizzes" / "generation"
CODE = re.compile(r'(?:\bObjection\(|@?\bcheck\(|\b\w*refus\w*\(|\bdrop\()\s*"([A-Z][A-Z-]+)"')


def run_over(text=make.TEXT, **fields):
    return GenerationRun.objects.create(
        revision=make.article(text=text).current, state="finished", percent=100, **fields
    )


def note(run, quote, code="SET-FULL", family="scenario", message="Why."):
    start = run.revision.text.index(quote)
    about = {"start": start, "end": start + len(quote), "family": family}
    return GenerationNote.objects.create(run=run, code=code, message=message, **about)


def page(client, run, part, **query):
    answer = client.get(f"/admin/quizzes/generationrun/{run.pk}/{part}", query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(soup):
    return " ".join(soup.get_text(" ").split())


def test_every_code_of_the_generator_has_a_sentence_for_editors():
    found = {code for file in CORE.rglob("*.py") for code in CODE.findall(file.read_text())}
    assert len(found) > 50
    aside = {"ENTRY", "LEANS-ON-SILENT", "RETIRED", "UNCHECKED"}  # of entries, not of questions
    assert found - set(REASONS) <= aside


def test_every_way_of_asking_has_a_name():
    from quizzes.generation.writers import WRITERS

    assert set(WRITERS) <= set(FAMILIES)
    assert str(family("")) == "written by hand"


def test_a_code_that_is_not_known_speaks_by_its_message():
    assert why("NEW-ONE", "What happened.").title == "What happened."


@pytest.mark.django_db
def test_reasons_are_grouped_the_most_frequent_first(editor):
    run = run_over()
    note(run, "Use a different password for every account.", "SET-WEAK")
    note(run, "A thief who learns one password tries it elsewhere.", "SET-WEAK", "cloze")
    note(run, "An update closes holes that are known.", "DUP")
    rows = [words(row) for row in page(editor, run, "change/").select(".reasons > li")]
    assert rows[0].startswith("The sentence says too little to be worth a question 2 places")
    assert rows[1].startswith("Another question asks nearly the same 1 place")
    places = words(page(editor, run, "reasons/SET-WEAK/"))
    assert "a gap in a sentence: Why." in places
    assert "A thief who learns one password tries it elsewhere." in places
    assert editor.get(f"/admin/quizzes/generationrun/{run.pk}/reasons/NONE/").status_code == 404


@pytest.mark.django_db
def test_a_place_is_listed_once_with_all_that_was_said_of_it(editor):
    run = run_over()
    sentence = "A thief who learns one password tries it elsewhere."
    for family_, message in [
        ("cloze", "Too short."),
        ("reason", "Unclear."),
        ("cloze", "Too short."),
    ]:
        note(run, sentence, "SET-WEAK", family_, message)
    note(run, "An update closes holes that are known.", "SET-WEAK")
    (row,) = page(editor, run, "change/").select(".reasons > li")
    places = page(editor, run, "reasons/SET-WEAK/").select(".places > li")
    assert "2 places" in words(row)
    assert len(places) == 2
    told = words(places[0])
    assert [told.count(part) for part in (sentence, "Too short.", "Unclear.")] == [1, 1, 1]


@pytest.mark.django_db
def test_a_long_place_is_cut_between_two_words(editor):
    text = "Sentences of sevenletters " * 40
    run = run_over(f"{text.strip()}.\n")
    note(run, f"{text.strip()}.", "SET-WEAK")
    shown = words(page(editor, run, "reasons/SET-WEAK/").select_one(".passage"))
    assert shown.endswith(" …")
    assert shown.removesuffix(" …").rpartition(" ")[2] in {"Sentences", "of", "sevenletters"}


@pytest.mark.django_db
def test_the_map_shows_each_sentence_with_its_state(editor):
    run = run_over()
    version = make.version(of=run.revision.article, approved=False)
    note(run, "Use a different password for every account.", "CLOZE-REPEAT", "cloze")
    note(run, "An update closes holes that are known.", "NO-CONCEPT", "")
    soup = page(editor, run, "paragraphs/")
    assert words(soup.select_one("mark.asked:not(.legend *)")) == (
        "A thief who learns one password tries it elsewhere."
    )
    assert (
        words(soup.select_one(".paragraph .tried")) == "Use a different password for every account."
    )
    first, second = soup.select(".paragraph")
    assert "Paragraph 2 · 1 question" in words(first)
    assert "question 1" in words(first)
    assert "The missing word stands elsewhere in the sentence" in words(first)
    assert first.select_one("ul a")["href"].endswith(f"/questionversion/{version.pk}/review/")
    assert "not worth asking" in words(second)
    assert "nothing that the concept base knows" in words(second)
    empty = page(editor, run, "paragraphs/", show="empty").select(".paragraph")
    assert [words(p)[:11] for p in empty] == ["Paragraph 3"]


@pytest.mark.django_db
def test_whatever_a_text_holds_is_shown_as_text(editor):
    run = run_over("Use <script>alert(1)</script> & one <b>password</b> for all.\n")
    note(run, run.revision.text.strip(), "NEW-ONE", "<i>x</i>", "<script>alert(2)</script>")
    for part in ("change/", "paragraphs/", "reasons/NEW-ONE/"):
        html = editor.get(f"/admin/quizzes/generationrun/{run.pk}/{part}").content.decode()
        assert "<script>alert" not in html
        assert "<i>x" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["many paragraphs", "one paragraph"])
def test_a_megabyte_is_drawn_in_bounded_pages(editor, shape, django_assert_max_num_queries):
    sentence = "Use a different password for every account, and keep number {} to yourself. "
    join = "\n\n" if shape == "many paragraphs" else ""
    run = run_over(join.join(sentence.format(i) for i in range(13_000)))
    GenerationNote.objects.bulk_create(
        GenerationNote(
            run=run, start=b.start, end=b.end, family="cloze", code="CLOZE-REPEAT", message="No."
        )
        for b in run.revision.blocks.all()
    )
    make.known_to_the_planner()
    with django_assert_max_num_queries(12):
        answer = editor.get(f"/admin/quizzes/generationrun/{run.pk}/paragraphs/?page=2")
    assert len(answer.content) < 150_000
    if shape == "one paragraph":
        assert "more characters of this paragraph" in answer.content.decode()
    with django_assert_max_num_queries(12):
        assert len(editor.get(f"/admin/quizzes/generationrun/{run.pk}/change/").content) < 50_000


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["guest", "signed_in"])
@pytest.mark.parametrize(
    "part", ["progress/", "paragraphs/", "reasons/DUP/", "do/cancel/", "do/retry/"]
)
def test_the_report_is_for_editors_only(request, who, part):
    run = GenerationRun.objects.create(revision=make.article().current)
    note(run, "An update closes holes that are known.", "DUP")
    client = request.getfixturevalue(who)
    for ask in (client.get, client.post):
        answer = ask(f"/admin/quizzes/generationrun/{run.pk}/{part}")
        assert (answer.status_code, "/admin/login/" in answer.url) == (302, True)
    run.refresh_from_db()
    assert run.state == "waiting"
