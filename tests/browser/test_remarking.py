"""Reports, re-marking and one's own data for everyone: no axe violation, no sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone

from quizzes import remarking
from quizzes.items import Kind
from quizzes.models import ProblemReport, Ruling
from quizzes.remarking import Wish
from tests import make

AXE = Axe()
PLAN = "ruling=left_out&options={option}&reason=Two+are+right"


@pytest.fixture
def pages(db):
    """Of each who looks at them: a learner, and a superuser."""
    anna = make.user("anna")
    attempt = make.take(
        make.browser_of(anna), make.quiz([Kind.SINGLE, Kind.SHORT_TEXT]), rightly=False
    )
    first, typed = attempt.responses.select_related("version", "attempt")
    now = timezone.now()
    told = ProblemReport.objects.tell(first, reason="key", note="I doubt it.", now=now)
    told.settle("accepted", "You are right.", by=None, now=now)
    waits = ProblemReport.objects.tell(typed, reason="another", note="So do I.", now=now)
    done = remarking.apply(
        first.version, Wish(Ruling.EVERYBODY), reason="It was wrong.", by=None, now=now
    )
    plan = PLAN.format(option=first.version.options.first().pk)
    own = [f"/attempts/{attempt.pk}/{part}" for part in ("result/", "1/", "1/report/")]
    base = "/admin/quizzes/"
    return {
        anna: [*own, "/accounts/data/", "/accounts/data/erase/", "/accounts/data/erased/"],
        make.user("root", is_staff=True, is_superuser=True): [
            f"{base}remarking/of/{first.version_id}/?{plan}",
            f"{base}remarking/of/{typed.version_id}/",
            f"{base}remarking/typed/{typed.version_id}/",
            f"{base}remarking/{done.pk}/change/",
            f"{base}remarking/{done.pk}/back/",
            f"{base}problemreport/{told.pk}/change/",
            f"{base}problemreport/{waits.pk}/change/",
            f"{base}learner/{attempt.learner_id}/erase/",
            f"{base}learner/retention/",
        ],
    }


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_no_page_shuts_anybody_out(page, live_server, pages, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    for person, paths in pages.items():
        key = make.browser_of(person).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
        )
        for path in paths:
            page.goto(live_server.url + path)
            found = AXE.run(page).response["violations"]
            assert [(path, v["id"], v["nodes"][0]["html"]) for v in found] == []
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, path
