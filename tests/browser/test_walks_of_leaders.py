"""What the leader of a group does, from making it to putting it away: by keys alone, and without JavaScript."""

import re

from quizzes import editors
from quizzes.items import Kind
from quizzes.models import Group, Member
from tests import make
from tests.assigning import making

DAYS = re.compile("^Days after joining")


def test_a_group_from_making_it_to_putting_it_away(person, anna):
    anna.is_staff = True
    anna.save()
    anna.groups.add(editors.ensure_editors())
    person.is_signed_in_as(make.browser_of(anna))
    person.go("/groups/")
    person.follow("Make a group")
    person.write("Name of the group", "Class 7b")
    person.press("Make the group")
    person.follow("Members")
    person.follow("Add a person")
    person.write("Name", "Kim Lund")
    person.press("Add this person")
    person.reads("Kim Lund")
    person.follow("Members")
    person.follow("Kim Lund")
    person.write("Number or reference (optional)", "17")
    person.press("Save")
    person.follow("Members")
    person.follow("Import a list")
    person.write("Paste the list", "Name\nTom Berg")
    person.press("See what would change")
    person.reads("What would change")
    person.press("Import it so")
    person.reads("Tom Berg")
    assert set(Member.objects.values_list("name", flat=True)) == {"Kim Lund", "Tom Berg"}
    person.follow("Joining")
    person.choose(re.compile("Anybody, with a nickname"))
    person.press("Make a code")
    person.reads("The code of this group")
    person.follow("Show it large, or print it")
    person.go(f"/groups/{Group.objects.get().pk}/")
    person.follow("Tom Berg")
    person.press("Remove from the group")
    person.follow("Settings")
    assert Member.objects.get(name="Tom Berg").left_at
    person.follow("Put this group away")
    person.press("Put the group away")
    person.reads("You are in no group yet.")
    assert Group.objects.get().archived_at


def test_a_quiz_is_assigned_changed_followed_and_withdrawn(person, anna):
    quiz = make.quiz([Kind.SINGLE])
    group = make.group("Class 7b", anna)
    members = [making.member(group, name=f"Member {i}") for i in range(2)]
    person.is_signed_in_as(make.browser_of(anna))
    person.go(f"/groups/{group.pk}/")
    person.follow("Assignments")
    person.follow("Assign a quiz")
    person.pick("Quiz", quiz.title)
    person.choose(re.compile("Some days after joining"))
    person.write(DAYS, "30")
    person.choose("Each person's results")
    person.press("Assign it")
    person.reads("is assigned.")
    given = group.assignments.get()
    making.sat(given, members[0].learner, [True])
    person.go(f"/groups/{group.pk}/assignments/{given.pk}/")
    person.follow("Change dates, or who sees the answers")
    person.write(DAYS, "40")
    person.press("Save")
    person.reads("Who has done it")
    person.follow(re.compile("More time"))
    person.reads("New date")
    person.go(f"/groups/{group.pk}/assignments/{given.pk}/")
    person.follow("Results", place=person.page.locator("main p"))
    person.follow("Member 0")
    person.reads("1 of 1 points")
    person.go(f"/groups/{group.pk}/assignments/{given.pk}/")
    person.follow("Withdraw the assignment")
    person.press("Withdraw it")
    person.reads(re.compile("Withdrawn [0-9]"))
    given.refresh_from_db()
    assert (given.within_days, given.withdrawn_at is not None) == (40, True)
