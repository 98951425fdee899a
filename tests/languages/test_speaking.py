"""Words in another language than the page say so, and whoever listens hears them in that language."""

from __future__ import annotations

import dataclasses

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes.generation import item_from_json, item_to_json
from quizzes.items import Kind
from quizzes.models import QuestionVersion
from tests import make
from tests.assigning import making
from tests.editing.conceptfiles import Files
from tests.returning import known

pytestmark = pytest.mark.django_db

OF_CONTENT = ("A question of kind", "Stem ", "Alpha", "Bravo", "uno", "one", "first", make.EXPLANATION, "A thief who")  # fmt: skip
OF_THE_PAGE = (
    "Check answer", "Correct", "Not quite", "Your answer", "Correct answer", "Choose …", "Choose one answer", "Saved",
    "How sure are you? (optional)", "From the article", "Something is wrong with this question", "Right", "blank",
    "Licence: CC.",
)  # fmt: skip


def spoken(answer) -> dict[str, str]:
    """Each text of a page with the language in which it is read out."""
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    return {
        " ".join(text.split()): text.find_parent(attrs={"lang": True})["lang"]
        for text in page.find_all(string=True)
        if text.strip() and text.find_parent(attrs={"lang": True})
    }


def assert_marked(answer, language, *, least=1):
    found = spoken(answer)
    content = {text: one for text, one in found.items() if text.startswith(OF_CONTENT)}
    assert len(content) >= least, found
    assert {text: one for text, one in content.items() if one != language} == {}
    assert {text: found[text] for text in OF_THE_PAGE if found.get(text, "en") != "en"} == {}


@pytest.fixture
def german():
    return make.article(language="de", title="Über Passwörter", licence="CC")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_question_its_feedback_and_its_result_are_in_the_articles_language(client, german, kind):
    quiz = make.quiz([kind], of=german, article_access="beside")
    attempt = make.start(client, quiz)
    root = f"/attempts/{attempt.pk}/"
    assert_marked(client.get(f"{root}1/"), "de")
    assert_marked(client.get(f"{root}overview/"), "de", least=0 if kind == Kind.CLOZE else 1)
    response = attempt.responses.get()
    make.send(client, response, make.wrong(response.version.to_item()), confidence="3")
    for path in ("1/", "1/report/"):
        assert_marked(client.get(root + path), "de", least=0 if kind == Kind.CLOZE else 1)
    client.post(f"{root}finish/")
    assert_marked(client.get(f"{root}result/"), "de", least=2)
    assert_marked(client.get("/history/"), "de", least=0 if kind == Kind.CLOZE else 1)


def test_questions_that_come_back_are_in_the_articles_language(client, german):
    learner = make.start(client, make.quiz(slug="door")).learner
    one = known.concept("one", "passwords")
    versions = [make.version(of=german, stem=f"Stem {n}?") for n in range(2)]
    for version in versions:
        version.concepts.add(one)
    known.take(
        known.quiz(*versions, slug="known"), learner,
        now=timezone.now() - timezone.timedelta(days=30), wrong=(1, 2),
    )  # fmt: skip
    learner.attempts.open().get().finish(now=timezone.now())
    path = client.post("/practice/start/").url
    assert_marked(client.get(path), "de", least=3)
    client.post(path, {"sequence": "0", "answer": "1"})
    assert_marked(client.get(path), "de", least=3)
    stopped = f"/practice/{path.split('/')[2]}/"
    client.post(f"{stopped}finish/")
    assert_marked(client.get(stopped), "de")


def test_the_question_of_the_day_is_english_on_a_page_in_german(client, tmp_path, settings):
    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()
    settings.LANGUAGES, settings.LANGUAGE_CODE = [("de", "Deutsch")], "de"
    page = BeautifulSoup(client.get("/").content.decode(), "html.parser")
    assert page.html["lang"] == "de"
    assert {e["lang"] for e in page.select("#today .stem, #today label.option span")} == {"en"}


def test_a_leader_hears_the_answers_in_the_articles_language(anna, german):
    group = make.group("Class 7b", anna)
    member = making.member(group, name="Kim")
    quiz = make.quiz(of=german)
    given = making.assignment(group, quiz, visibility="individual")
    making.sat(given, member.learner, [True, False])
    path = f"/groups/{group.pk}/results/{given.pk}/people/{member.pk}/"
    assert_marked(make.browser_of(anna).get(path), "de", least=3)


def test_a_question_may_be_in_another_language_than_its_article(client, german):
    quiz = make.quiz([Kind.SINGLE], of=german, published=False)
    version = QuestionVersion.objects.get()
    new = version.successor(by=None)
    new.language = "ar"
    new.save()
    new.approve(by=None, now=timezone.now())
    quiz.publish(by=None, now=timezone.now())
    attempt = make.start(client, quiz)
    path = f"/attempts/{attempt.pk}/1/"
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert (page.select_one("h1.stem")["lang"], page.select_one("h1.stem")["dir"]) == ("ar", "rtl")
    make.send(client, attempt.responses.get(), make.right(new.to_item()))
    answer = client.get(path)
    assert spoken(answer)["Bravo"] == "ar"
    assert spoken(answer)["A thief who learns one password tries it elsewhere."] == "de"


def test_nothing_is_marked_where_all_is_in_one_language(client):
    attempt = make.start(client, make.quiz(of=make.article()))
    page = BeautifulSoup(client.get(f"/attempts/{attempt.pk}/1/").content, "html.parser")
    assert page.select("main [lang]") == []


def test_the_page_of_an_article_is_in_two_languages(client, german):
    make.quiz(of=german)
    found = spoken(client.get("/articles/passwords/"))
    assert found["Über Passwörter"] == "de"
    assert found["An update closes holes that are known."] == "de"
    assert {found[text] for text in found if text.endswith("1 minute to read")} == {"en"}


def test_where_an_article_gets_another_language_its_questions_follow(german):
    plain, own = make.version(of=german), make.version(of=german)
    QuestionVersion.objects.filter(pk=own.pk).update(state="candidate")
    QuestionVersion.objects.filter(pk=own.pk).update(language="fr")
    german.language = "nl"
    german.save()
    assert [QuestionVersion.objects.get(pk=one.pk).spoken for one in (plain, own)] == ["nl", "fr"]
    assert make.version(approved=False).spoken == "en"  # of no article: the site's


def test_an_item_says_its_language_only_where_it_has_one_of_its_own():
    item = make.item()
    assert "language" not in item_to_json(item)
    french = dataclasses.replace(item, language="fr")
    assert item_to_json(french)["language"] == "fr"
    assert item_from_json(item_to_json(french)) == french
    assert item_from_json(item_to_json(item)) == item
    with pytest.raises(ValueError, match="names no language"):
        item_from_json(item_to_json(item) | {"language": "French!"})


def test_an_editor_gives_a_question_a_language_of_its_own(editor, german):
    version = make.version(of=german, approved=False)
    path = f"/admin/quizzes/questionversion/{version.pk}/change/"
    page = BeautifulSoup(editor.get(path).content, "html.parser")
    assert page.select_one("details [name=language]").get("value", "") == ""
    sent = {
        field["name"]: field.get("value", field.text)
        for field in page.select("#questionversion_form :is(input, textarea, select)[name]")
        if field.get("type") not in {"submit", "checkbox"} and not field["name"].endswith("DELETE")
    }
    for option in page.select("#questionversion_form select[name] option[selected]"):
        sent[option.find_parent("select")["name"]] = option["value"]
    for box in page.select("#questionversion_form input[type=checkbox][checked]"):
        sent[box["name"]] = "on"
    for given, stored in (("fr", "fr"), ("de", ""), ("nonsense!", "")):
        sent["edit_seen"] = QuestionVersion.objects.get(pk=version.pk).edit_number
        answer = editor.post(path, sent | {"language": given})
        assert QuestionVersion.objects.get(pk=version.pk).language == stored
    assert "Write the tag of a language" in answer.content.decode()
