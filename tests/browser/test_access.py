"""Every page for everyone: no axe violation, no sideways scroll, in light and dark, large and small."""

import dataclasses

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from quizzes.actions import store_article
from quizzes.items import Kind
from quizzes.models import Concept, Scenario
from tests import make
from tests.editing.bringing import bring
from tests.editing.conceptfiles import Files

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def every_page(live_server):
    """The addresses of every learner's page, in every state that it has, for one guest's browser."""
    article = make.article()
    kinds = make.quiz(list(Kind), slug="kinds", of=article)
    late = make.quiz(
        [Kind.SINGLE, Kind.MATCHING],
        slug="late",
        feedback="at_end",
        of=article,
        article_access="beside",
    )
    done = make.quiz([Kind.SINGLE, Kind.MULTIPLE], slug="done", of=article)
    return kinds, late, done


def cookies(live_server, client):
    return [
        {"name": k, "value": m.value, "url": live_server.url} for k, m in client.cookies.items()
    ]


def paths(client, live_server):
    kinds, late, done = every_page(live_server)
    first, second, third = (
        make.start(client, kinds),
        make.start(client, late),
        make.take(client, done, rightly=False),
    )
    answered = first.responses.first()
    make.send(client, answered, make.wrong(answered.version.to_item()))
    yield from ["/", "/quizzes/kinds/", "/quizzes/done/", "/articles/passwords/", "/history/"]
    yield from [f"/attempts/{first.pk}/{i}/" for i in range(1, 9)]
    yield from [
        f"/attempts/{first.pk}/2/article/",
        f"/attempts/{second.pk}/1/",
        f"/attempts/{second.pk}/overview/",
    ]
    yield from [f"/attempts/{third.pk}/result/", f"/attempts/{third.pk}/1/"]
    yield from ["/accounts/sign-in/", "/accounts/sign-up/", "/accounts/password/reset/"]


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
)
def test_no_learners_page_shuts_anybody_out(page, live_server, client, width, scheme):
    page.set_viewport_size({"width": width, "height": 800 if width > 320 else 256})
    page.emulate_media(color_scheme=scheme)
    faults = []
    for path in list(paths(client, live_server)):
        page.context.add_cookies(cookies(live_server, client))
        page.goto(live_server.url + path)
        found = Axe().run(page, options=RULES).response["violations"]
        faults += [(path, v["id"], v["nodes"][0]["html"][:120]) for v in found]
        scroll = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if scroll > 0:
            faults.append((path, "sideways scroll", scroll))
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_editors_page_shuts_anybody_out(page, live_server, editor, scheme, tmp_path, settings):
    page.emulate_media(color_scheme=scheme)
    settings.CONCEPTS_DIR = tmp_path
    Files(tmp_path).load()
    scenario = Scenario.objects.first()
    scenario.edit(
        dataclasses.replace(scenario.to_entry(), difficulty=3),
        checked=False,
        by=None,
        now=timezone.now(),
    )
    article = make.article()
    version, quiz = make.version(of=article, approved=False), make.quiz(of=article)
    quiz.draw_rules.create(count=3, topic="passwords", position=9)
    make.version(Kind.MATCHING, of=article)
    page.context.add_cookies(cookies(live_server, editor))
    preview = bring(
        editor, upload=("a.html", b"<nav>Home</nav><p>A text.</p><p>All rights reserved</p>")
    )
    rewritten = make.article("rewritten")
    make.version(of=rewritten)
    text = make.TEXT.replace("elsewhere", "nowhere")
    store_article(rewritten, source=text.encode(), format="markdown", by=None)
    changed = bring(editor, f"/admin/quizzes/article/{rewritten.pk}/text/", pasted=make.TEXT)
    faults = []
    for path in [
        changed.removeprefix("/admin/quizzes/"), f"article/{rewritten.pk}/evidence/", f"article/{rewritten.pk}/change/",
        "", f"article/{article.pk}/change/", "article/add/", preview.removeprefix("/admin/quizzes/"), "questionversion/", f"questionversion/{version.pk}/change/",
        "questionversion/add/", "questionversion/add/?kind=single", f"quiz/{quiz.pk}/change/", "quiz/add/", f"quiz/{quiz.pk}/questions/",
        "problemreport/", "scenario/", f"scenario/{scenario.pk}/change/", "behaviour/add/", f"concept/{Concept.objects.first().pk}/change/",
    ]:  # fmt: skip
        page.goto(f"{live_server.url}/admin/{'quizzes/' if path else ''}{path}")
        found = (
            Axe()
            .run(
                page,
                options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag22aa"]}},
            )
            .response["violations"]
        )
        faults += [(path, v["id"], v["nodes"][0]["html"][:160]) for v in found]
    assert faults == []
