"""Who comes to which quiz: the home page, its own page, its start, its article."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Article, Attempt, Quiz
from quizzes.models.askable import askable
from tests import make
from tests.composing import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(anna):
    return make.learner(anna)


@pytest.fixture
def school(member):
    return people.group(member)


@pytest.fixture
def quizzes(school):
    """One quiz of each audience, each on an article of its own."""
    made = {
        name: make.quiz(
            slug=name, of=make.article(slug=f"about-{name}", title=f"About {name}"), audience=name
        )
        for name in ("public", "link", "groups", "assigned")
    }
    made["groups"].groups.add(school)
    people.assigned(school, made["assigned"])
    return made


def opened(client, slug):
    """What a browser gets of a quiz: its page, its start, its article."""
    return (
        client.get(f"/quizzes/{slug}/").status_code,
        client.post(f"/quizzes/{slug}/start/").status_code,
        client.get(f"/articles/about-{slug}/").status_code,
    )


@pytest.mark.parametrize("slug", ["public", "link"])
def test_what_is_for_everybody_opens_for_a_stranger(guest, quizzes, slug):
    assert opened(guest, slug) == (200, 302, 200)


@pytest.mark.parametrize("slug", ["groups", "assigned"])
def test_what_is_for_some_is_nowhere_for_a_stranger(guest, quizzes, slug):
    assert opened(guest, slug) == (404, 404, 404)
    make.start(guest, quizzes["public"])  # now a guest with a key
    assert opened(guest, slug) == (404, 404, 404)
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("slug", ["public", "link", "groups", "assigned"])
def test_a_member_comes_to_all_of_them(signed_in, quizzes, slug):
    assert opened(signed_in, slug) == (200, 302, 200)


def listed(client):
    page = client.get("/").content.decode()
    return {
        slug for slug in ("public", "link", "groups", "assigned") if f"/quizzes/{slug}/" in page
    }


def test_the_home_page_lists_what_is_meant_for_it(guest, signed_in, quizzes):
    assert listed(guest) == {"public"}
    assert listed(signed_in) == {"public", "groups", "assigned"}  # what is assigned waits on top


def test_a_quiz_in_two_of_ones_groups_is_listed_once(signed_in, member, quizzes):
    quizzes["groups"].groups.add(people.group(member, name="A choir"))
    assert signed_in.get("/").content.decode().count('href="/quizzes/groups/"') == 1


def test_whoever_left_the_group_or_is_only_invited_is_a_stranger_again(signed_in, school, quizzes):
    school.members.update(left_at=timezone.now())
    assert opened(signed_in, "groups") == opened(signed_in, "assigned") == (404, 404, 404)


def test_an_archived_group_and_a_withdrawn_assignment_open_nothing(signed_in, school, quizzes):
    quizzes["assigned"].assignments.update(withdrawn_at=timezone.now())
    assert opened(signed_in, "assigned") == (404, 404, 404)
    type(school).objects.update(archived_at=timezone.now())
    assert opened(signed_in, "groups") == (404, 404, 404)


def test_what_one_has_taken_is_still_ones_own_after_leaving(signed_in, school, quizzes):
    attempt = make.take(signed_in, quizzes["groups"])
    school.members.update(left_at=timezone.now())
    page = signed_in.get(f"/attempts/{attempt.pk}/result/")
    assert page.status_code == 200
    assert "Try again" not in page.content.decode()
    assert signed_in.get("/articles/about-groups/").status_code == 200


def test_an_assignment_that_opens_later_shows_the_page_and_no_start(signed_in, school):
    quiz = make.quiz(slug="soon", audience="assigned")
    people.assigned(school, quiz, opens_at=timezone.now() + timedelta(days=1))
    assert "not open at the moment" in signed_in.get("/quizzes/soon/").content.decode()
    signed_in.post("/quizzes/soon/start/")
    assert not Attempt.objects.exists()


def test_what_is_only_assigned_is_not_taken_of_ones_own_accord(signed_in, quizzes):
    page = signed_in.get("/quizzes/assigned/").content.decode()
    assert "/quizzes/assigned/start/" not in page
    told = signed_in.post("/quizzes/assigned/start/", follow=True).content.decode()
    assert "only where one of your groups asks for it" in told
    assert not Attempt.objects.exists()
    pk = quizzes["assigned"].assignments.get().pk
    assert signed_in.post(f"/assignments/{pk}/start/").status_code == 302
    assert Attempt.objects.get().assignment_id == pk


def test_a_quiz_of_another_group_opens_where_it_is_assigned(signed_in, school):
    quiz = people.for_group(people.group(name="Others"), slug="theirs")
    assert signed_in.get("/quizzes/theirs/").status_code == 404
    people.assigned(school, quiz)
    assert signed_in.get("/quizzes/theirs/").status_code == 200


def test_search_engines_are_asked_to_leave_out_what_is_not_listed(guest, quizzes):
    told = {
        path: guest.get(path).headers.get("X-Robots-Tag")
        for path in ("/quizzes/public/", "/quizzes/link/", "/articles/about-link/")
    }
    assert told == {
        "/quizzes/public/": None,
        "/quizzes/link/": "noindex",
        "/articles/about-link/": "noindex",
    }


def test_an_article_offers_an_unlisted_quiz_only_to_whoever_comes_from_it(guest, quizzes):
    page = guest.get("/quizzes/link/").content.decode()
    assert 'href="/articles/about-link/?quiz=link"' in page
    assert "/quizzes/link/start/" in guest.get("/articles/about-link/?quiz=link").content.decode()
    assert "/quizzes/link/start/" not in guest.get("/articles/about-link/").content.decode()


@pytest.mark.parametrize("is_member", [True, False, None])
@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("days", [None, -1, 1])
def test_one_quiz_and_many_say_the_same(member, school, is_member, published, days):
    learner = {True: member, False: make.learner(), None: None}[is_member]
    now = timezone.now()
    for name in ("public", "link", "groups", "assigned"):
        opens = now + timedelta(days=days) if days else None
        quiz = make.quiz(slug=name, audience=name, published=published, opens_at=opens)
        quiz.groups.add(school)
        people.assigned(school, quiz, opens_at=opens)
    for quiz in Quiz.objects.all():
        one = (quiz.is_visible_to(learner), quiz.is_open_to(learner, now))
        many = Quiz.objects.filter(pk=quiz.pk)
        assert one == (many.visible_to(learner).exists(), many.open_to(learner, now).exists())


def test_an_article_of_two_quizzes_is_found_once(member):
    article = make.article()
    for slug in ("one", "two"):
        make.attempt(make.quiz(slug=slug, of=article), member)
    assert Article.objects.visible_to(member).count() == 1
    assert Article.objects.visible_to(None).count() == 1


def test_a_leader_may_assign_what_no_editor_keeps_for_other_groups(school, quizzes):
    other = people.group(name="Others")
    quizzes["groups"].groups.set([other])

    def may(group):
        return set(Quiz.objects.assignable_to(group).values_list("slug", flat=True))

    assert may(school) == {"public", "link", "assigned"}
    assert may(other) == {"public", "link", "assigned", "groups"}


def test_a_practice_asks_nothing_of_a_quiz_that_is_listed_nowhere(member):
    for name in ("public", "link"):
        make.quiz(slug=name, audience=name)
    stems = set(askable(member, timezone.now()).values_list("stem", flat=True))
    assert stems == {"Stem 1 of public?", "Stem 2 of public?"}
