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


class OnlyAssigned(DomainError):
    sentence = _("This quiz is taken only where one of your groups asks for it, and from there.")


class AttemptsUsedUp(DomainError):
    sentence = _("You have used all the attempts that this quiz allows.")


class NotAskedNow(DomainError):
    sentence = _("This quiz is not assigned to you at the moment.")


class OtherAttemptOpen(DomainError):
    sentence = _(
        "You have begun this quiz already, and not for this group. Finish that attempt first; who sees it stays as it was. "
        "Then start here."
    )


class NotAssignable(DomainError):
    sentence = _("Only a quiz that is on the site can be assigned. Let an editor publish it first.")


class SignedInMeanwhile(DomainError):
    sentence = _("You signed in in another window, so nothing was begun here. Start again.")


class NothingDue(DomainError):
    sentence = _("Nothing is due at the moment.")


class NotPassed(DomainError):
    sentence = _("There is a certificate for a passed attempt only.")


class CertificateWithdrawn(DomainError):
    sentence = _("The certificate of this attempt was withdrawn, so there is no new one.")


class UnknownCertificate(DomainError):
    sentence = _("No certificate has this code. Compare it letter by letter; it has sixteen.")


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


class NameTaken(DomainError):
    sentence = _("Somebody in this group goes by that name already; choose another.")


class AddressTaken(DomainError):
    sentence = _("This e-mail address or reference is in the group already.")


class AlreadyMember(DomainError):
    sentence = _("This invitation was used already. Ask the leader of the group for a new one.")


class GroupFull(DomainError):
    sentence = _("This group has as many members as a group can have. Tell its leader.")


class GroupArchived(DomainError):
    sentence = _("This group was put away, so nothing was changed.")


class TooManyInvitations(DomainError):
    sentence = _(
        "This group has sent as many invitations as it may within an hour. Send the rest later."
    )


class ChangedMeanwhile(DomainError):
    sentence = _(
        "The group changed since you looked, so nothing was written. Look again at what would happen now."
    )


class LastLeader(DomainError):
    sentence = _("A group needs a leader. Add another one first.")


class UnknownCode(DomainError):
    sentence = _("No group knows this code. Check it letter by letter, or ask for a new one.")


class TooManyGuesses(DomainError):
    sentence = _(
        "Too many wrong codes came from here. Wait ten minutes, then type the code once more."
    )


class Paused(DomainError):
    sentence = _(
        "This attempt is paused, so the answer was not stored. Go on with the attempt, then send it again."
    )


class PauseNotAllowed(DomainError):
    sentence = _("No pause is left for this attempt; the time goes on.")


class NotAnsweredYet(DomainError):
    sentence = _("Answer the question first; then say what is wrong with it.")


class ReportLookedAt(DomainError):
    sentence = _("An editor has looked at what you said of this question, so it stays as it is.")


class RemarkedMeanwhile(DomainError):
    sentence = _(
        "Answers came in or marks changed since you looked, so nothing was written. Look again at what would change now."
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


class DraftGone(DomainError):
    sentence = _(
        "This preview is gone: its text was stored, discarded or not wanted for a week. Bring the text again."
    )


class NotKeepable(DomainError):
    sentence = _(
        "Somebody settled this question meanwhile, or the article has yet another text. Look at the list again."
    )


class NotPublishable(DomainError):
    sentence = _("This quiz can't be published.")


class NotAnEntry(DomainError):
    sentence = _(
        "This concept only gives questions its name; load the concept base (manage.py load_concepts) first."
    )
