"""The order in which options are shown, and what a form sends for them, gives no key away."""

import re
from collections import Counter

import pytest

from quizzes import actions
from quizzes.items import Item, Kind, Option
from quizzes.models import Attempt, Response
from tests import make

pytestmark = pytest.mark.django_db

SEEDS = range(400)


def places(kind, part):
    """How often the part that was written first is shown at each place, over many attempts."""
    version = make.version(kind)
    parts = list(getattr(version, part).all())
    response = Response(attempt=Attempt(shuffle_options=True), version=version)
    found = Counter()
    for seed in SEEDS:
        response.attempt.seed = seed
        found[response.shown(parts).index(parts[0])] += 1
    return found, len(parts)


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (Kind.SINGLE, "options"),
        (Kind.MULTIPLE, "options"),
        (Kind.CLOZE, "options"),
        (Kind.MATCHING, "pairs"),
        (Kind.ORDERING, "steps"),
    ],
)
def test_what_was_written_first_is_shown_at_every_place_alike(kind, part):
    found, count = places(kind, part)
    expected = len(SEEDS) / count
    assert set(found) == set(range(count))
    assert all(0.65 * expected < times < 1.35 * expected for times in found.values())


def test_what_the_form_sends_counts_the_places_as_shown(guest):
    for shuffle in (True, False):
        attempt = make.start(
            guest, make.quiz([Kind.SINGLE], slug=f"quiz-{shuffle}".lower(), shuffle_options=shuffle)
        )
        page = guest.get(f"/attempts/{attempt.pk}/1/").content.decode()
        assert re.findall(r'name="answer" value="(\w+)"', page) == ["1", "2", "3", "4"]


def test_two_attempts_at_one_quiz_show_their_own_order(anna, guest):
    quiz = make.quiz([Kind.ORDERING] * 4)
    orders = set()
    for client in (make.browser_of(anna), guest):
        attempt = make.start(client, quiz)
        pages = [client.get(f"/attempts/{attempt.pk}/{i}/").content.decode() for i in range(1, 5)]
        orders.add(tuple(tuple(re.findall(r"first|second|third|fourth", page)) for page in pages))
    assert len(orders) == 2


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE, Kind.CLOZE])
def test_the_page_is_the_same_wherever_the_key_was_written(guest, kind):
    words = ["Alpha", "Bravo", "Charlie", "Delta"]

    def question(key):
        options = tuple(
            Option(word, i == key, "" if i == key else make.WHY_WRONG)
            for i, word in enumerate(words)
        )
        return Item(
            kind=kind,
            stem="Which word is ____ here?",
            options=options,
            explanation=make.EXPLANATION,
        )

    pages = set()
    for key in range(len(words)):
        version = actions.add_items([question(key)], revision=None, by=None).versions[0]
        type(version).objects.filter(pk=version.pk).update(state="approved")
        quiz = actions.make_quiz(
            title="Words", slug=f"words-{key}", versions=[version], articles=[]
        )
        quiz.publish(by=None, now=version.created_at)
        attempt = make.start(guest, quiz)
        page = guest.get(f"/attempts/{attempt.pk}/1/").content.decode()
        page = re.sub(r'csrfmiddlewaretoken" value="\w+|words-\d|/attempts/\d+/', "", page)
        for word in words:
            page = re.sub(rf"\b{word}\b", "WORD", page)
        pages.add(page)
    assert len(pages) == 1
