"""An editor brings an article and lets the generator work on it."""

import pytest

from quizzes.models import Article, ArticleDraft, ArticleRevision, GenerationRun, QuestionVersion
from tests import make
from tests.editing.bringing import ABOUT, ADD, bring, sent, store

pytestmark = pytest.mark.django_db


def change(article):
    return f"/admin/quizzes/article/{article.pk}/change/"


def test_an_editor_pastes_an_article(editor):
    preview = bring(editor, pasted="Security matters.With care, data stay safe.")
    assert not Article.objects.exists()
    assert store(editor, preview).status_code == 302
    article = Article.objects.get()
    assert (article.slug, article.current.number) == ("about-leaks", 1)
    assert article.current.created_by.username == "editor"
    assert "Security matters." in editor.get(change(article)).content.decode()
    assert not ArticleDraft.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", b"\xef\xbb\xbfOne sentence.", "One sentence."),
        ("a.md", b"# Head\n\nOne *strong* sentence.", "One strong sentence."),
        (
            "a.html",
            b"<nav>Home</nav><p>One <b>sentence</b>.</p><script>x()</script>",
            "One sentence.",
        ),
    ],
)
def test_an_editor_uploads_a_file(editor, name, content, text):
    assert store(editor, bring(editor, upload=(name, content))).status_code == 302
    revision = ArticleRevision.objects.get()
    assert bytes(revision.original) == content
    assert text in revision.text
    assert "x()" not in revision.text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Paste the article"),
        ({"pasted": "   \n "}, "Paste the article"),
        ({"upload": ("a.txt", b"")}, "empty"),
        ({"upload": ("a.txt", b"\x89PNG\x00\x00\x01binary\x00" * 40)}, "PNG file"),
        ({"upload": ("a.txt", b"broken \xff\xfe\xfa utf-8 text")}, "not valid UTF-8"),
        ({"upload": ("a.txt", b"nul \x00 inside")}, "NUL"),
        ({"upload": ("a.exe", b"MZ")}, "Upload a "),
        ({"upload": ("a.txt", b"a " * 5_000_000)}, "larger than 2 MB"),
        ({"pasted": "nul \x00 inside"}, "Null characters"),
        ({"pasted": "One.", "upload": ("a.txt", b"Two.")}, "not both"),
    ],
)
def test_what_is_no_article_is_refused_with_a_sentence_and_nothing_is_stored(editor, given, told):
    answer = editor.post(ADD, {"pasted_format": "text"} | sent(given))
    assert answer.status_code == 200
    assert told in " ".join(str(e) for e in answer.context["errors"])
    assert not ArticleDraft.objects.exists()
    assert not Article.objects.exists()


def test_what_was_pasted_is_not_lost_when_something_else_is_wrong(editor):
    preview = bring(editor, pasted="My long text.")
    answer = store(editor, preview, title="", authors="Somebody typed here")
    assert answer.status_code == 200
    page = editor.get(preview).content.decode()
    assert "My long text." in page
    assert "Somebody typed here" in answer.content.decode()
    assert not Article.objects.exists()


def test_two_articles_of_one_title_get_addresses_of_their_own(editor):
    for _ in range(2):
        store(editor, bring(editor, pasted="A text."))
    assert sorted(Article.objects.values_list("slug", flat=True)) == [
        "about-leaks",
        "about-leaks-2",
    ]


def test_the_second_of_two_editors_is_told_and_loses_nothing(editor, superuser):
    article = make.article()
    seen = ABOUT | {"slug": article.slug, "edit_seen": 0}
    assert superuser.post(change(article), seen | {"title": "The first one's"}).status_code == 302
    told = editor.post(change(article), seen | {"title": "The second one's"})
    page = told.content.decode()
    assert told.status_code == 200
    assert "root saved this at" in page
    assert "The second one&#x27;s" in page
    article.refresh_from_db()
    assert article.title == "The first one's"
    again = editor.post(change(article), seen | {"title": "The second one's", "edit_seen": 1})
    assert again.status_code == 302
    article.refresh_from_db()
    assert article.title == "The second one's"


LEAKS = (
    "From the disclosure of personal mobile phone numbers to downloading applications to obtain unnecessary mobile "
    "phone permissions, the channels for personal information leakage are hard to prevent, resulting in "
    "telecommunication fraud, Internet fraud, pyramid schemes, etc."
)


def test_an_editor_generates_candidates_and_watches_the_run(
    editor, django_capture_on_commit_callbacks
):
    article = make.article("leaks", LEAKS, title="Leaks")
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(f"/admin/quizzes/article/{article.pk}/do/generate/")
    run = GenerationRun.objects.get()
    assert answer.url == f"/admin/quizzes/generationrun/{run.pk}/change/"
    assert (run.state, run.percent, run.added) == ("finished", 100, QuestionVersion.objects.count())
    assert run.added > 0
    page = editor.get(answer.url)
    assert "http-equiv" not in page.content.decode()
    assert f"Review the {run.added} candidates" in page.content.decode()
    assert set(QuestionVersion.objects.values_list("state", flat=True)) == {"candidate"}


def test_a_run_that_is_not_over_loads_its_page_anew(editor):
    run = GenerationRun.objects.create(revision=make.article().current, percent=40, state="running")
    page = editor.get(f"/admin/quizzes/generationrun/{run.pk}/change/")
    told = page.content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in told
    assert 'hx-trigger="every 2s"' in told
    assert 'value="40"' in told
    part = editor.get(f"/admin/quizzes/generationrun/{run.pk}/progress/")
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part.headers
    GenerationRun.objects.update(state="finished")
    over = editor.get(f"/admin/quizzes/generationrun/{run.pk}/progress/")
    assert over.headers["HX-Refresh"] == "true"


def test_generating_twice_doubles_nothing(editor, django_capture_on_commit_callbacks):
    article = make.article("leaks", LEAKS, title="Leaks")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            editor.post(
                "/admin/quizzes/article/",
                {"action": "generate_selected", "_selected_action": article.pk},
            )
    first, second = GenerationRun.objects.order_by("pk")
    assert second.added == 0
    assert second.known == first.added == QuestionVersion.objects.count()


@pytest.mark.parametrize("text", ["Hello there.", "网络安全是发展的前提。" * 20])
def test_an_article_without_a_usable_sentence_says_why(
    editor, django_capture_on_commit_callbacks, text
):
    article = make.article("poor", text)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"/admin/quizzes/article/{article.pk}/do/generate/")
    run = GenerationRun.objects.get()
    assert (run.state, run.added) == ("finished", 0)
    assert run.message
    assert not QuestionVersion.objects.exists()


def test_a_run_that_meets_a_fault_says_so_and_stores_nothing(
    editor, django_capture_on_commit_callbacks, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr("quizzes.tasks.generate", fail)
    article = make.article("leaks", LEAKS)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"/admin/quizzes/article/{article.pk}/do/generate/")
    run = GenerationRun.objects.get()
    assert run.state == "failed"
    assert "try again" in run.message


def test_an_editor_can_not_delete_an_article_nor_see_answers(editor):
    article = make.article()
    assert (
        editor.post(f"/admin/quizzes/article/{article.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert editor.get("/admin/quizzes/attempt/").status_code == 403
    assert editor.get("/admin/quizzes/user/").status_code == 403


def test_a_learner_has_no_business_in_the_admin(signed_in):
    assert signed_in.get("/admin/quizzes/article/").status_code == 302
