"""From an article to a published quiz: each page leads to the next, and says what it does."""

import dataclasses

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from quizzes import actions
from quizzes.models import GenerationRun, Quiz
from tests import make
from tests.editing.test_questions import quiz_form

pytestmark = pytest.mark.django_db

QUEUE = "/admin/quizzes/questionversion/review/"


def text(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def page_of(run):
    return f"/admin/quizzes/generationrun/{run.pk}/change/"


@pytest.fixture
def run(db):
    return GenerationRun.objects.create(revision=make.article().current, state="finished")


@pytest.fixture
def reviewed(run):
    """A run of which two questions were accepted."""
    for i in range(2):
        version = make.version(of=run.revision.article, stem=f"Question {i}?")
        version.run = run
        version.save()
    return run


def test_a_run_offers_each_way_to_more_questions_with_a_sentence(editor, run):
    answer = editor.get(page_of(run))
    page, soup = text(answer), BeautifulSoup(answer.content, "html.parser")
    assert "Also ask beyond the article" in page
    assert "their answers rest on the concept base" in page
    assert "what is there is not added twice" in page
    link = soup.find("a", string="Write one yourself")["href"]
    kinds = BeautifulSoup(editor.get(link).content, "html.parser")
    form = editor.get(
        "/admin/quizzes/questionversion/add/" + kinds.select_one("#content a")["href"]
    )
    chosen = BeautifulSoup(form.content, "html.parser").select_one("#id_article [selected]")
    assert chosen["value"] == str(run.revision.article_id)


def test_the_run_page_asks_beyond_the_article_and_offers_it_once(editor, run):
    answer = editor.post(f"/admin/quizzes/generationrun/{run.pk}/do/beyond/")
    newer = GenerationRun.objects.first()
    assert (newer.beyond, answer.url) == (True, page_of(newer))
    newer.state = "finished"
    newer.save()
    assert "Also ask beyond the article" not in text(editor.get(page_of(newer)))


def test_the_article_says_what_asking_beyond_it_means(editor):
    article = make.article()
    page = text(editor.get(f"/admin/quizzes/article/{article.pk}/change/"))
    assert "Tops a short quiz up with situations" in page


@pytest.mark.parametrize("where", ["run", "queue"])
def test_a_quiz_is_made_of_what_was_accepted(editor, reviewed, where):
    make.version(stem="Of another article?")
    path = page_of(reviewed) if where == "run" else f"{QUEUE}?run={reviewed.pk}"
    soup = BeautifulSoup(editor.get(path).content, "html.parser")
    form = soup.find("form", action=f"{QUEUE}make-quiz/")
    assert "Make a quiz of the 2 accepted questions" in form.get_text()
    sent = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    answer = editor.post(form["action"], sent, follow=True)
    assert "new draft with 2 questions" in text(answer)
    quiz = Quiz.objects.get()
    assert [v.stem for v, _mark in quiz.drawable()] == ["Question 0?", "Question 1?"]
    assert list(quiz.articles.all()) == [reviewed.revision.article]
    assert quiz.published_at is None


def test_no_quiz_is_made_of_nothing_or_of_everything_or_by_whoever_may_not(editor, run):
    make.version(stem="Of no article?")
    assert "accepted question" not in text(editor.get(QUEUE))
    for asked in ({}, {"run": run.pk}, {"run": "x"}):
        told = text(editor.post(f"{QUEUE}make-quiz/", asked, follow=True))
        assert "Accept questions first" in told
    assert editor.get(f"{QUEUE}make-quiz/").status_code == 405
    staff = make.browser_of(make.user("staff", is_staff=True))
    assert staff.post(f"{QUEUE}make-quiz/", {"run": run.pk}).status_code == 403
    assert not Quiz.objects.exists()


def saved(editor, quiz, **more):
    quiz.refresh_from_db()
    answer = editor.post(f"/admin/quizzes/quiz/{quiz.pk}/change/", quiz_form(quiz, **more))
    quiz.refresh_from_db()
    return answer


def test_the_first_save_of_a_draft_leads_to_its_questions_and_the_next_to_the_list(editor):
    quiz = make.quiz(published=False)
    assert saved(editor, quiz).url == f"/admin/quizzes/quiz/{quiz.pk}/questions/"
    assert saved(editor, quiz).url == "/admin/quizzes/quiz/"


def draft(title, slug):
    return actions.make_quiz(title=title, slug=slug, versions=[make.version()], articles=[])


@pytest.mark.parametrize(
    ("slug", "follows"),
    [("about-leaks", True), ("about-leaks-2", True), ("leaks", False), ("about-leaks-now", False)],
)
def test_an_address_that_was_made_from_the_title_follows_it(editor, slug, follows):
    quiz = draft("About leaks", slug)
    saved(editor, quiz, title="Quiet phones")
    assert quiz.slug == ("quiet-phones" if follows else slug)


def test_an_address_that_was_typed_or_published_stays(editor):
    quiz = draft("About leaks", "about-leaks")
    saved(editor, quiz, title="Quiet phones", slug="typed")
    assert quiz.slug == "typed"
    known = draft("About keys", "about-keys")
    known.publish(by=None, now=timezone.now())
    saved(editor, known, title="About locks")
    assert known.slug == "about-keys"


def beyond(of):
    item = dataclasses.replace(
        make.version(of=of, approved=False).to_item(), beyond=True, family="scenario", stem="And?"
    )
    (version,) = actions.add_items([item], revision=of.current, by=None).versions
    version.approve(by=None, now=timezone.now())
    return version


def test_nothing_is_called_a_proof_where_the_article_proves_nothing(editor, guest):
    article = make.article()
    further, plain = beyond(article), make.version(of=article)
    page = text(editor.get(f"/admin/quizzes/questionversion/{further.pk}/review/"))
    assert "What the article says about this" in page
    assert "The article’s proof" not in page
    page = text(editor.get(f"/admin/quizzes/questionversion/{plain.pk}/review/"))
    assert "The article’s proof" in page

    quiz = actions.make_quiz(title="Q", slug="q", versions=[further], articles=[article])
    quiz.publish(by=None, now=timezone.now())
    attempt = make.start(guest, quiz)
    make.send(guest, attempt.responses.get(), make.wrong(further.to_item()))
    assert "From the article" not in text(guest.get(f"/attempts/{attempt.pk}/1/"))
    attempt.finish(now=timezone.now())
    page = text(guest.get(f"/attempts/{attempt.pk}/result/"))
    assert "This question goes beyond the article." in page
    assert "From the article" not in page


def test_the_check_counts_what_goes_beyond_the_article_and_names_the_audience(editor):
    article = make.article()
    versions = [beyond(article), make.version(of=article)]
    quiz = actions.make_quiz(title="Q", slug="q", versions=versions, articles=[article])
    page = text(editor.get(f"/admin/quizzes/quiz/{quiz.pk}/check/"))
    assert "1 of 2 questions goes beyond the article" in page
    assert "For whom: everybody; it is listed on the home page." in page
    assert "read anew" not in page


def test_after_publishing_the_address_is_there_to_be_handed_out(editor):
    quiz = make.quiz(published=False)
    answer = editor.post(f"/admin/quizzes/quiz/{quiz.pk}/do/publish/", {"checked": "1"})
    assert answer.url == f"/admin/quizzes/quiz/{quiz.pk}/check/"
    page = editor.get(answer.url)
    address = f"http://testserver/quizzes/{quiz.slug}/"
    assert address in text(page)
    code = BeautifulSoup(page.content, "html.parser").select_one("svg.qr")
    assert code["aria-label"] == f"QR code of {address}"


def test_runs_are_numbered_by_article(editor, run):
    other = GenerationRun.objects.create(revision=make.article("other").current, state="finished")
    second = GenerationRun.objects.create(revision=run.revision, state="finished")
    for one, number in [(run, 1), (second, 2), (other, 1)]:
        assert f"Only of run {number} of “" in text(editor.get(f"{QUEUE}?run={one.pk}"))
    assert [r.number for r in GenerationRun.objects.numbered()] == [2, 1, 1]
    listing = editor.get("/admin/quizzes/generationrun/")
    numbers = BeautifulSoup(listing.content, "html.parser").select(".field-number")
    assert [cell.get_text() for cell in numbers] == ["2", "1", "1"]


def test_the_editing_begins_with_what_an_editor_does(editor):
    make.version(approved=False)
    quiz = make.quiz(published=False)
    soup = BeautifulSoup(editor.get("/admin/").content, "html.parser")
    acts = [link.get_text() for link in soup.select(".desk > ul:not(.drafts) a")]
    assert acts == [
        "Bring an article",
        "Review 1 new question",
        "Make a quiz",
        "Reports from learners",
    ]
    draft = soup.select_one(".drafts a")
    assert (draft.get_text(), draft["href"]) == (
        str(quiz),
        f"/admin/quizzes/quiz/{quiz.pk}/questions/",
    )
    assert soup.select_one("details.operations") is None


def test_what_runs_the_site_stands_last_for_superusers(superuser):
    soup = BeautifulSoup(superuser.get("/admin/").content, "html.parser")
    last = soup.select_one("#content-main > details.operations")
    assert {"Access attempts", "Task Results"} <= set(last.get_text().split("\n"))
    last.extract()
    assert "Access attempts" not in soup.select_one("#content-main").get_text()


def test_whoever_edits_no_questions_sees_no_desk():
    staff = make.browser_of(make.user("staff", is_staff=True))
    assert not BeautifulSoup(staff.get("/admin/").content, "html.parser").select(".desk")


def test_the_questions_page_leads_on_and_offers_others_when_they_are_searched_for(editor):
    quiz = make.quiz(published=False)
    make.version(stem="Another?")
    here = f"/admin/quizzes/quiz/{quiz.pk}/questions/"

    def soup(path):
        return BeautifulSoup(editor.get(path).content, "html.parser")

    link = soup(here).find("a", string="Check and publish")
    assert link["href"] == f"/admin/quizzes/quiz/{quiz.pk}/check/"
    assert not soup(here).select_one("details.offers").has_attr("open")
    assert soup(f"{here}?words=another").select_one("details.offers").has_attr("open")
    quiz.quiz_questions.all().delete()
    empty = soup(here)
    assert empty.select_one("details.offers").has_attr("open")
    assert empty.find("a", string="Check and publish") is None
