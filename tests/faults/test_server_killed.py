"""Fault 1: the server is killed while it stores answers; FAULT_ROUNDS sets how often (50 by hand)."""

import os
import random
import threading
import time

import pytest
from django.db import connection, connections

from quizzes.items import Kind
from quizzes.models import ChosenOption, ChosenStep, Learner
from tests import make
from tests.faults.serving import Server

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "5"))
CLIENTS = 12
KINDS = [Kind.MULTIPLE, Kind.SHORT_TEXT, Kind.ORDERING, Kind.SINGLE]
SERVES_AGAIN = 5.0  # seconds, on a machine that does nothing else
BUSY = 4  # times as long as the start before the first fault, on a machine that does


class Sitting(threading.Thread):
    """A guest who answers question after question, and sends again what was not acknowledged."""

    def __init__(self, server: Server, quiz) -> None:
        super().__init__()
        self.server, self.acknowledged, self.odd, self.stop = server, set(), [], threading.Event()
        learner, self.key = Learner.objects.new_guest()
        self.attempt = make.attempt(quiz, learner)
        responses = self.attempt.responses.select_related("version", "attempt")
        self.sheets = [
            (r.position, make.posted(r, make.right(r.version.to_item()))) for r in responses
        ]

    def run(self) -> None:
        for position, data in self.sheets:
            while not self.stop.is_set() and position not in self.acknowledged:
                try:
                    answer = self.server.ask(
                        "POST", f"/attempts/{self.attempt.pk}/{position}/", data, self.key
                    )
                except OSError:
                    time.sleep(0.05)  # the server is away; a person would also send it again
                    continue
                if answer.status == 302:
                    self.acknowledged.add(position)
                else:
                    self.odd.append(answer.status)


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    yield server
    if server.process and server.process.poll() is None:
        server.kill()


def total(sittings):
    return sum(len(sitting.acknowledged) for sitting in sittings)


def test_a_server_killed_while_it_stores_answers_loses_and_doubles_none(server):
    dice = random.Random(20260801)  # noqa: S311
    quiz = make.quiz(KINDS * max(8, 2 * ROUNDS))
    sittings = [Sitting(server, quiz) for _ in range(CLIENTS)]
    connections.close_all()  # so that the server that comes back has to recover the journal itself
    seconds = [server.start()]
    for sitting in sittings:
        sitting.start()
    for _ in range(ROUNDS):
        enough, patience = total(sittings) + dice.randint(10, 40), time.monotonic() + 120
        while total(sittings) < enough and time.monotonic() < patience:
            time.sleep(0.005)
        time.sleep(dice.uniform(0, 0.1))
        server.kill()
        seconds.append(server.start())
    for sitting in sittings:
        sitting.stop.set()
    for sitting in sittings:
        sitting.join(120)
    server.kill()
    assert total(sittings) >= 10 * ROUNDS
    assert max(seconds[1:]) < max(SERVES_AGAIN, BUSY * seconds[0])
    assert_all_is_there_once(sittings)


def assert_all_is_there_once(sittings):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.check_constraints()
    for sitting in sittings:
        assert sitting.odd == []
        for response in sitting.attempt.responses.select_related("version", "attempt"):
            if response.position in sitting.acknowledged:
                assert response.is_answered
            if response.is_answered:
                assert (response.sequence, response.mark) == (1, 1)
                assert response.stored_answer() == make.right(response.version.to_item())
    assert not ChosenOption.objects.filter(response__answered_at__isnull=True).exists()
    assert not ChosenStep.objects.filter(response__answered_at__isnull=True).exists()
