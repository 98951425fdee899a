"""Lists on pages: the numbers that an article gave, and lists in lists."""

import re

import pytest

from quizzes.items import Kind
from quizzes.models import Article
from tests import make
from tests.editing.bringing import bring, store

pytestmark = pytest.mark.django_db


def shown(browser, text, path="/articles/passwords/"):
    """The lists of an article's page, without ids and space."""
    make.quiz([Kind.SINGLE]).articles.add(make.article(text=text))
    page = browser.get(path).content.decode()
    lists = re.search(r"<([ou]l)(?! class)[^>]*>.*</\1>", page.split("<article")[1], re.DOTALL)[0]
    return re.sub(r' id="[^"]*"|\n', "", lists)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do:\n\n1. One\n2. Two\n", "<ol><li>One</li><li>Two</li></ol>"),
        ("Do:\n\n3. Three\n4. Four\n", '<ol start="3"><li>Three</li><li>Four</li></ol>'),
        ("Do:\n\n- One\n- Two\n", "<ul><li>One</li><li>Two</li></ul>"),
        (
            "Do:\n\n1. One\n   - in it\n   - too\n2. Two\n",
            "<ol><li>One<ul><li>in it</li><li>too</li></ul></li><li>Two</li></ol>",
        ),
        (
            "Do:\n\n- One\n  1. in it\n  2. too\n\n  Below it.\n- Two\n",
            "<ul><li>One<ol><li>in it</li><li>too</li></ol><p>Below it.</p></li><li>Two</li></ul>",
        ),
    ],
)
def test_an_article_shows_its_lists_as_they_were(guest, text, expected):
    assert shown(guest, f"# About\n\n{text}\nThe end of it.\n") == expected


def test_letters_and_numbers_that_jump_are_kept(guest):
    page = (
        "<ol><li>One<li value=5>Five<li>Six</ol>"
        "<p>And these are the cases that matter.</p>"
        "<ol type=i><li>first<li>second<li>third<li>fourth<li>fifth</ol>"
    )
    found = shown(guest, f"Words.\n\n{page}\n\nThe end of it.\n")
    assert '<li>One</li><li value="5">Five</li><li>Six</li></ol>' in found
    assert found.count("<ol") == 2
    assert found.endswith('<ol type="i"><li>first</li><li>second</li><li>third</li><li>fourth</li><li>fifth</li></ol>')  # fmt: skip


def test_a_second_list_that_begins_again_is_another_one(guest):
    text = "<ol><li>One<li>Two</ol><ol><li>Uno<li>Due</ol>"
    found = shown(guest, f"Words.\n\n{text}\n\nThe end of it.\n")
    assert found == "<ol><li>One</li><li>Two</li></ol><ol><li>Uno</li><li>Due</li></ol>"


def test_the_preview_of_an_article_shows_the_numbers(editor):
    text = "# About\n\nDo this at home:\n\n3. Lock the door.\n4. Keep the key.\n"
    preview = bring(editor, pasted=text, pasted_format="markdown")
    assert '<span class="mark">4.</span>' in editor.get(preview).content.decode()
    store(editor, preview)
    article = Article.objects.get()
    page = editor.get(f"/admin/quizzes/article/{article.pk}/change/").content.decode()
    assert '<span class="mark">4.</span>' in page
