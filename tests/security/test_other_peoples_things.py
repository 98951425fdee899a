"""Everyone sees their own: every route, asked for what belongs to somebody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.items import Kind
from quizzes.models import Attempt, Response
from tests import make
from tests.security.walking import address, as_if_first, everything, routes

pytestmark = pytest.mark.django_db

HERS = "somebody's own: whoever else asks gets 404"
PUBLIC = "the same for everybody, or only about whoever asks"
UNPUBLISHED = "404 while it is not published"
EDITORS = "404 for whoever may not edit quizzes; what it does is rolled back"
LEADS = "of whoever leads the group: whoever else asks gets 404 (test_other_peoples_groups)"
BELONGS = "of whoever belongs to the group: whoever else asks gets 404 (test_other_peoples_groups)"
ASKED = "only whoever a group asks (tests/assigning)"

# A new route has to be put here, with what protects it.
MATRIX = {
    "attempt": HERS,
    "overview": HERS,
    "finish": HERS,
    "result": HERS,
    "question": HERS,
    "question-article": HERS,
    "open-article": HERS,
    "flag": HERS,
    "pause": HERS,
    "resume": HERS,
    "report": HERS,
    "certificate": HERS,
    "certificate-revoke": HERS,
    "certificate-pdf": HERS,
    "check": PUBLIC,
    "accessibility": PUBLIC,
    "check-code": PUBLIC,
    "check-withdraw": "only editors who have the code (tests/returning/test_certificates.py)",
    "practice-sitting": HERS,
    "practice-next": HERS,
    "practice-finish": HERS,
    "practice-question": HERS,
    "practice-report": HERS,
    "practice": PUBLIC,
    "practice-start": PUBLIC,
    "practice-topic": PUBLIC,
    "reminder": PUBLIC,
    "reminder-link": "whoever has the signed link of a mail (tests/returning/test_reminders.py)",
    "start-assigned": ASKED,
    "assignment-mail": PUBLIC,
    "assignments": LEADS,
    "assign": LEADS,
    "assignment": LEADS,
    "assignment-change": LEADS,
    "extend": LEADS,
    "withdraw": LEADS,
    "group-results": LEADS,
    "group-record": LEADS,
    "assignment-results": LEADS,
    "people-sheet": LEADS,
    "figures-sheet": LEADS,
    "person-results": LEADS,
    "quiz": UNPUBLISHED,
    "start": UNPUBLISHED,
    "article": UNPUBLISHED,
    "group": LEADS,
    "group-door": LEADS,
    "group-poster": LEADS,
    "group-settings": LEADS,
    "group-archive": LEADS,
    "group-leaders": LEADS,
    "group-leader-remove": LEADS,
    "group-add": LEADS,
    "group-import": LEADS,
    "group-invite": LEADS,
    "group-member-invite": LEADS,
    "group-member": LEADS,
    "group-member-remove": LEADS,
    "group-member-back": LEADS,
    "group-member-code": LEADS,
    "group-card": LEADS,
    "leave-group": BELONGS,
    "my-new-card": BELONGS,
    "groups": PUBLIC,
    "group-make": "404 for whoever may make no groups (tests/groups/test_making.py)",
    "my-card": PUBLIC,
    "join": PUBLIC,
    "join-return": PUBLIC,
    "join-code": PUBLIC,
    "preview": EDITORS,
    "preview-start": EDITORS,
    "preview-article": EDITORS,
    "preview-attempt": EDITORS,
    "home": PUBLIC,
    "today": PUBLIC,
    "history": PUBLIC,
    "account": PUBLIC,
    "my-data": PUBLIC,
    "my-data-export": PUBLIC,
    "erase-me": PUBLIC,
    "erased": PUBLIC,
    "sign-up": PUBLIC,
    "sign-in": PUBLIC,
    "sign-out": PUBLIC,
    "confirm-ask": PUBLIC,
    "second-factor": "only the browser that gave the password (tests/accounts/test_second_factor.py)",
    "security": PUBLIC,
    "passkey": PUBLIC,
    "passkey-begin": PUBLIC,
    "passkey-make": PUBLIC,
    "passkey-remove": "one's own alone: 404 for whoever else (tests/accounts/test_passkeys.py)",
    "second-factor-on": PUBLIC,
    "second-factor-off": PUBLIC,
    "second-factor-codes": PUBLIC,
    "sso-start": PUBLIC,
    "sso-callback": "only the browser that went to the provider (tests/accounts/test_sso.py)",
    "sso-meet": PUBLIC,
    "sso-disconnect": PUBLIC,
    "confirm-address": "only the account's holder who has the link of a mail (tests/accounts)",
    "password-change": PUBLIC,
    "password-reset": PUBLIC,
    "password-reset-sent": PUBLIC,
    "password_reset_confirm": PUBLIC,
    "password-reset-done": PUBLIC,
}
OWN = [name for name, kind in MATRIX.items() if kind == HERS]


def test_every_route_is_in_the_matrix():
    assert set(routes()) == set(MATRIX)
    assert {name for name, takes in routes().items() if "pk" in takes} == {
        name for name, kind in MATRIX.items() if kind in {HERS, ASKED}
    }


@pytest.fixture(params=["a guest", "an account"])
def hers(request):
    """An attempt of somebody else at a quiz that everybody may take."""
    quiz = make.quiz([Kind.SINGLE, Kind.SHORT_TEXT], of=make.article())
    owner = make.learner() if request.param == "a guest" else make.learner(make.user("berta"))
    attempt = make.attempt(quiz, owner)
    first = attempt.responses.select_related("version", "attempt").first()
    first.store(make.right(first.version.to_item()), sequence=0, now=timezone.now())
    return attempt


def rows():
    """Everything that a request could have changed."""
    return list(Attempt.objects.order_by("pk").values()), list(
        Response.objects.order_by("pk").values()
    )


@pytest.fixture(params=["nobody yet", "a guest", "an account", "an editor", "a superuser"])
def stranger(request, client, anna, editor, superuser):
    browsers = {"an account": make.browser_of(anna), "an editor": editor, "a superuser": superuser}
    browser = browsers.get(request.param, client)
    if request.param != "nobody yet":
        make.start(browser, make.quiz(slug="another"))
    return browser


def test_a_stranger_gets_404_and_changes_nothing(stranger, hers, subtests):
    before = rows()
    for name in OWN:
        with subtests.test(name), as_if_first(stranger):
            asks_for_what_is_hers(stranger, hers, name)
            assert rows() == before


def asks_for_what_is_hers(stranger, hers, name):
    path = address(name, pk=hers.pk)
    sent = {"sequence": "0", "answer": "1", "flagged": "1"}
    answers = [stranger.get(path), stranger.post(path, sent)]
    if name in {"question", "practice-question"} and answers[1].status_code == 302:
        # Whoever is nobody yet may have been signed out: the answer is kept, whatever the address.
        assert answers.pop().url.startswith("/accounts/sign-in/")
    assert 404 in {answer.status_code for answer in answers}
    assert {answer.status_code for answer in answers} <= {404, 405}


def test_what_is_anothers_looks_like_what_does_not_exist(signed_in, hers, subtests):
    make.start(signed_in, make.quiz(slug="another"))
    for name in OWN:
        there, nowhere = (address(name, pk=pk) for pk in (hers.pk, 987_654))
        for ask in (signed_in.get, signed_in.post):
            with subtests.test(name), as_if_first(signed_in):
                existing, missing = (
                    everything(ask(path)).replace(path, "") for path in (there, nowhere)
                )
                assert existing == missing


def test_a_guest_with_a_key_that_was_guessed_is_nobody(client, hers):
    for key in ("", "x", "0" * 64, hers.learner.guest_digest or "x"):
        client.cookies["guest"] = key
        assert client.get(f"/attempts/{hers.pk}/").status_code == 404


def test_the_history_and_the_home_page_are_ones_own(signed_in, hers):
    for path in ("/", "/history/", f"/quizzes/{hers.quiz.slug}/"):
        assert f"/attempts/{hers.pk}/" not in signed_in.get(path).content.decode()


def test_what_is_not_published_is_nowhere(signed_in, guest):
    article = make.article(title="An unpublished article")
    make.quiz(slug="draft", published=False, of=article)
    for client in (signed_in, guest):
        assert client.get("/quizzes/draft/").status_code == 404
        assert client.post("/quizzes/draft/start/").status_code == 404
        assert client.get("/articles/passwords/").status_code == 404


ADMIN = {name: takes for name, takes in routes("admin").items() if takes in ([], ["object_id"])}


@pytest.mark.parametrize("who", ["guest", "signed_in"])
def test_whoever_is_no_editor_sees_nothing_of_the_admin(who, request):
    browser = request.getfixturevalue(who)
    for name, takes in ADMIN.items():
        path = reverse(name, kwargs=dict.fromkeys(takes, "1"))
        for ask in (browser.get, browser.post):
            answer = ask(path)
            is_login = name in {"admin:login", "admin:logout"}
            assert is_login or (
                answer.status_code,
                "/admin/login/" in answer.headers.get("Location", ""),
            ) == (302, True)


@pytest.mark.parametrize("model", ["attempt", "response", "learner", "user"])
def test_an_editor_sees_nobodys_answers_and_no_accounts(editor, hers, model):
    for part in ("", "1/change/", "1/history/", "1/delete/", "add/"):
        assert editor.get(f"/admin/quizzes/{model}/{part}").status_code in {302, 403, 404}
    assert f"/quizzes/{model}/" not in editor.get("/admin/").content.decode()


def test_an_editor_is_not_made_a_superuser_by_what_is_sent(editor):
    from quizzes.models import User

    me = User.objects.get(username="editor")
    editor.post(
        f"/admin/quizzes/user/{me.pk}/change/", {"username": "editor", "is_superuser": "on"}
    )
    editor.post(
        "/accounts/",
        {"email": "e@example.org", "is_superuser": "on", "is_staff": "on", "username": "root"},
    )
    me.refresh_from_db()
    assert (me.username, me.is_superuser, me.email) == ("editor", False, "e@example.org")
