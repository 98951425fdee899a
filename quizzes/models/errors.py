"""What can stand against a verb, each with a sentence for the person who tried."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

StrOrPromise = str | Promise


class DomainError(Exception):
    """A verb's precondition does not hold; `str()` is a sentence that says what to do."""

    sentence: StrOrPromise = ""

    def __init__(self, sentence: object = "") -> None:
        super().__init__(str(sentence or self.sentence))


class QuizNotOpen(DomainError):
    sentence = _("This quiz is not open at the moment.")


class GuestsNotAllowed(DomainError):
    sentence = _("This quiz is for people with an account. Sign in or sign up to take it.")


class AttemptsUsedUp(DomainError):
    sentence = _("You have used all the attempts that this quiz allows.")


class SignedInMeanwhile(DomainError):
    sentence = _("You signed in in another window, so nothing was begun here. Start again.")


class EmptyQuiz(DomainError):
    sentence = _("This quiz has no questions yet. Please come back later.")


class AttemptFinished(DomainError):
    sentence = _("This attempt is finished, so the answer was not stored.")


class TooLate(DomainError):
    sentence = _(
        "The time was over when this answer arrived, so it was not stored. What you had answered before counts."
    )


class AlreadyAnswered(DomainError):
    sentence = _(
        "This question was already answered, perhaps in another window. Your first answer counts; this one was not stored."
    )


class StaleAnswer(DomainError):
    sentence = _(
        "Your answer to this question was changed in another window since this page was opened. "
        "This one was not stored; look at the stored answer and change it if you like."
    )


class NotEditable(DomainError):
    sentence = _("Only a candidate can be edited. Make a new version and edit that.")


class NotReviewable(DomainError):
    sentence = _("This version can't be approved.")


class NotUndone(DomainError):
    sentence = _("This can't be taken back any more.")


class DecidedMeanwhile(DomainError):
    sentence = _("Somebody changed this since you opened it. Look at it again first.")


class RunIsOver(DomainError):
    sentence = _("This run is over already.")


class NotPublishable(DomainError):
    sentence = _("This quiz can't be published.")


class NotAnEntry(DomainError):
    sentence = _(
        "This concept only gives questions its name; load the concept base (manage.py load_concepts) first."
    )
