"""The editors' group gets what a release brings, and never what an operator took away."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from quizzes import editors
from quizzes.models import OfferedPermission, PermissionGroup
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return editors.ensure_editors()


def migrate():
    call_command("migrate", verbosity=0)


def may(group):
    return set(group.permissions.values_list("codename", flat=True))


def of(*models):
    return Permission.objects.filter(content_type__model__in=models)


def as_if_from_before(group, *models):
    """The group as a release left it that knew nothing of these models, and noted no offers."""
    OfferedPermission.objects.all().delete()
    group.permissions.remove(*of(*models))


def test_editors_edit_content_and_delete_only_parts_of_it(group):
    assert {"change_quiz", "add_source", "view_quizstatistics", "delete_option"} <= may(group)
    assert not may(group) & {"delete_quiz", "delete_article", "view_attempt", "view_learner"}


def test_what_a_release_brings_comes_with_its_migration(group):
    everything = may(group)
    new = of("problemreport")
    group.permissions.remove(*new)
    OfferedPermission.objects.filter(permission__in=new).delete()
    migrate()
    assert may(group) == everything


def test_what_was_taken_away_stays_away(group):
    everything = may(group)
    group.permissions.remove(*of("quiz"), Permission.objects.get(codename="delete_option"))
    left = may(group)
    for _release in range(2):
        migrate()
    assert may(group) == left < everything


def test_what_was_given_beyond_stays(group):
    more = Permission.objects.get(codename="view_attempt")
    group.permissions.add(more)
    migrate()
    assert more in group.permissions.all()


def test_a_group_from_before_gets_the_models_that_it_does_not_know(group):
    everything = may(group)
    as_if_from_before(group, "problemreport", "scenario")
    migrate()
    assert may(group) == everything


def test_a_group_from_before_keeps_what_it_lost_of_a_model_that_it_knows(group):
    as_if_from_before(group)
    group.permissions.remove(Permission.objects.get(codename="add_quiz"))
    left = may(group)
    migrate()
    assert may(group) == left


def test_a_group_from_before_that_somebody_changed_gets_nothing(group):
    as_if_from_before(group, "problemreport")
    LogEntry.objects.create(
        user=make.user("operator"), action_flag=CHANGE, object_id=group.pk,
        content_type=ContentType.objects.get_for_model(PermissionGroup, for_concrete_model=False),
    )  # fmt: skip
    left = may(group)
    migrate()
    assert may(group) == left


def test_where_there_is_no_such_group_none_is_made(db):
    migrate()
    assert not PermissionGroup.objects.exists()
