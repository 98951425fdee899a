"""Groups with members, for the tests of who may take what."""

from django.utils import timezone

from quizzes.models import Assignment, Group, Member
from tests import make


def group(*learners, name="A class"):
    made = Group.objects.create(name=name)
    for learner in learners:
        Member.objects.create(group=made, learner=learner, joined_at=timezone.now())
    return made


def for_group(made, **rules):
    """A quiz for the members of a group."""
    quiz = make.quiz(audience="groups", **rules)
    quiz.groups.add(made)
    return quiz


def assigned(made, quiz, **fields):
    return Assignment.objects.create(group=made, quiz=quiz, **fields)
