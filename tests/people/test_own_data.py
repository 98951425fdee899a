"""One's own data: taken along, erased so that nothing names the person, kept no longer than allowed."""

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from quizzes import privacy
from quizzes.items import Kind, Typed
from quizzes.models import (
    Attempt,
    Certificate,
    Decision,
    Learner,
    Member,
    ProblemReport,
    Quiz,
    Response,
    User,
)
from quizzes.statistics.reading import firsts
from tests import make
from tests.returning import known
from tests.returning.known import START

pytestmark = pytest.mark.django_db
NAME = "zyxwvanna"
PASSWORD = "a long pass phrase"
DAY = dt.timedelta(days=1)


def lived(learner, word=NAME):
    """Everything that a person can leave behind: answers, words, places, proofs, reports."""
    quiz = make.quiz([Kind.SINGLE, Kind.SHORT_TEXT], slug=f"quiz-{learner.pk}", pass_percent=50)
    attempt = make.attempt(quiz, learner)
    first, second = attempt.responses.select_related("version", "attempt")
    first.store(make.right(first.version.to_item()), sequence=0, now=timezone.now())
    second.store(Typed(f"typed by {word}"), sequence=0, now=timezone.now())
    attempt.finish(now=timezone.now())
    Certificate.objects.issue(attempt, name=word, now=timezone.now())
    first = Response.objects.get(pk=first.pk)
    ProblemReport.objects.tell(first, reason="key", note=f"I, {word}, doubt it", now=timezone.now())
    group = make.group(f"Group {learner.pk}")
    make.member(group, word, learner, email=f"{word}@example.org", reference=word)
    return attempt


@pytest.fixture
def person():
    made = make.user(NAME, email=f"{NAME}@example.org", first_name=NAME, last_name=NAME)
    learner = make.learner(made)
    lived(learner)
    return made


def whole_database():
    """Every text in every table, as one string."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found).casefold()


def unzipped(answer):
    file = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: file.read(name).decode("utf-8-sig") for name in file.namelist()}


def test_whoever_is_nobody_yet_is_told_so_and_has_nothing_to_take(client):
    assert "keeps nothing" in client.get("/accounts/data/").content.decode()
    assert client.get("/accounts/data/export.zip").status_code == 404
    assert client.get("/accounts/data/erase/").url == "/accounts/data/"


def test_an_account_takes_everything_along(person):
    files = unzipped(make.browser_of(person).get("/accounts/data/export.zip"))
    data = json.loads(files["data.json"])
    assert data["account"]["email"] == f"{NAME}@example.org"
    (attempt,) = data["attempts"]
    assert [answer["answer"] for answer in attempt["answers"]] == ["Bravo", f"typed by {NAME}"]
    assert data["groups"][0]["name"] == data["certificates"][0]["name"] == NAME
    assert data["reports"][0]["note"] == f"I, {NAME}, doubt it"
    rows = list(csv.DictReader(io.StringIO(files["answers.csv"])))
    assert [row["mark"] for row in rows] == ["1.0000", "0.0000"] or [
        float(row["mark"]) for row in rows
    ] == [1, 0]


def test_a_guest_takes_everything_along(guest):
    make.take(guest, make.quiz())
    data = json.loads(unzipped(guest.get("/accounts/data/export.zip"))["data.json"])
    assert (data["account"], len(data["attempts"])) == (None, 1)


def test_what_is_exported_tells_no_key_or_mark_before_the_quiz_does(guest):
    attempt = make.start(guest, make.quiz([Kind.SINGLE, Kind.SINGLE], feedback="at_end"))
    first = attempt.responses.select_related("version").first()
    make.send(guest, first, make.right(first.version.to_item()))
    whole = "\n".join(unzipped(guest.get("/accounts/data/export.zip")).values())
    assert "Bravo" in whole, "one's own answer"
    for secret in (make.EXPLANATION, make.WHY_WRONG, "Alpha"):
        assert secret not in whole
    (answered, _open) = json.loads(unzipped(guest.get("/accounts/data/export.zip"))["data.json"])[
        "attempts"
    ][0]["answers"]
    assert answered["mark"] is None


def test_formulas_in_what_was_typed_are_harmless_in_the_tables(guest):
    quiz = make.quiz([Kind.SHORT_TEXT])
    attempt = make.start(guest, quiz)
    make.send(guest, attempt.responses.get(), Typed("=1+1"))
    assert "'=1+1" in unzipped(guest.get("/accounts/data/export.zip"))["answers.csv"]


@pytest.mark.parametrize("count", [1, 6])
def test_the_export_takes_as_few_statements_for_much(count, django_assert_max_num_queries):
    learner = make.learner()
    for _ in range(count):
        known.take(make.quiz(list(Kind), slug=f"q{_}"), learner)
    with django_assert_max_num_queries(25):
        privacy.export(learner, now=timezone.now())


def test_nothing_in_the_database_names_whoever_was_erased(person):
    browser = make.browser_of(person)
    Client().post("/accounts/sign-in/", {"username": NAME, "password": "wrong"})
    Decision.objects.record("published", quiz=Quiz.objects.get(), by=person, now=timezone.now())
    other = make.group("Others")
    make.member(other, "", email=f"{NAME.upper()}@example.org")
    root = make.browser_of(make.user("root", is_staff=True, is_superuser=True))
    root.post(f"/admin/quizzes/learner/{person.learner.pk}/change/", {"extra_time_percent": 20})
    assert NAME in whole_database()
    answer = browser.post(
        "/accounts/data/erase/", {"sure": "on", "password": PASSWORD}, follow=True
    )
    assert "Nothing here names you any more" in answer.content.decode()
    assert NAME not in whole_database()
    assert browser.get("/accounts/").status_code == 302
    assert not [s for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(person.pk)]  # fmt: skip


def test_what_was_answered_stays_without_a_name(person):
    learner = person.learner
    scores = list(Attempt.objects.values_list("score", "max_score", "passed"))
    chosen = Response.objects.get(position=1).chosen_options.get().option.text
    privacy.erase(learner, now=timezone.now())
    assert str(Attempt.objects.get().learner) == f"Erased person {learner.pk}"
    assert list(Attempt.objects.values_list("score", "max_score", "passed")) == scores
    assert Response.objects.get(position=1).chosen_options.get().option.text == chosen
    assert (ProblemReport.objects.get().reason, ProblemReport.objects.get().note) == ("key", "")
    assert not Certificate.objects.exists()
    assert Member.objects.get().left_at


def test_others_keep_what_is_theirs(person):
    berta = make.learner(make.user("berta"))
    lived(berta, "berta")
    privacy.erase(person.learner, now=timezone.now())
    assert Member.objects.get(learner=berta).name == "berta"
    assert Certificate.objects.get().name == "berta"
    assert Response.objects.filter(text="typed by berta").exists()


def test_an_open_attempt_is_finished_as_it_stands():
    attempt = make.attempt(make.quiz(), make.learner())
    privacy.erase(attempt.learner, now=timezone.now())
    attempt.refresh_from_db()
    assert attempt.is_finished


@pytest.mark.parametrize(
    "sent", [{}, {"sure": "on"}, {"sure": "on", "password": "wrong"}, {"password": PASSWORD}]
)
def test_without_the_tick_and_the_password_nothing_is_erased(person, sent):
    before = whole_database().count(NAME)
    answer = make.browser_of(person).post("/accounts/data/erase/", sent)
    assert answer.status_code == 422
    assert User.objects.filter(username=NAME).exists()
    assert whole_database().count(NAME) >= before


def test_a_guest_is_erased_by_the_key_of_the_browser(guest):
    attempt = make.take(guest, make.quiz())
    assert "Your password" not in guest.get("/accounts/data/erase/").content.decode()
    answer = guest.post("/accounts/data/erase/", {"sure": "on"})
    assert answer.url == "/accounts/data/erased/"
    assert answer.cookies["guest"].value == ""
    assert Learner.objects.get(pk=attempt.learner_id).guest_digest is None


def test_the_only_administrator_stays():
    root = make.user("root", is_superuser=True, is_staff=True)
    answer = make.browser_of(root).post(
        "/accounts/data/erase/", {"sure": "on", "password": PASSWORD}
    )
    assert answer.status_code == 422
    assert "only administrator" in answer.content.decode()
    assert User.objects.filter(pk=root.pk).exists()


def test_who_leads_a_group_alone_is_told_first(person):
    make.group("Class 9", person)
    assert "Class 9" in make.browser_of(person).get("/accounts/data/erase/").content.decode()


def test_where_the_list_cannot_be_written_nobody_is_erased(person, settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "nowhere" / "list"
    answer = make.browser_of(person).post(
        "/accounts/data/erase/", {"sure": "on", "password": PASSWORD}
    )
    assert "be written" in answer.content.decode()
    assert User.objects.filter(pk=person.pk).exists()
    assert Response.objects.filter(text=f"typed by {NAME}").exists()


def test_an_erasure_survives_a_restore(person, settings, capsys):
    learner, joined = person.learner, person.date_joined
    made, key = learner.created_at, person.pk
    privacy.erase(learner, now=timezone.now())
    assert NAME not in settings.ERASURES_FILE.read_text(), "the list names nobody"
    # What a restored backup brings back: the rows with their numbers and moments.
    back = User.objects.create(pk=key, username=NAME, date_joined=joined)
    Learner.objects.filter(pk=learner.pk).update(user=back)
    Response.objects.filter(position=2).update(text=f"typed by {NAME}")
    call_command("erase_again")
    assert "Erased again: 1." in capsys.readouterr().out
    assert NAME not in whole_database()
    assert Learner.objects.get(pk=learner.pk).created_at == made
    call_command("erase_again")
    assert "Erased again: 0." in capsys.readouterr().out


def test_somebody_new_with_the_same_number_is_not_erased(person, settings):
    key = person.learner.pk
    privacy.erase(person.learner, now=timezone.now())
    other = make.user("somebody")
    Learner.objects.filter(pk=key).update(user=other, created_at=timezone.now())
    whole = settings.ERASURES_FILE.read_text()
    settings.ERASURES_FILE.write_text(whole + '{"learner": 1, "ma')
    assert privacy.erase_again(now=timezone.now()) == 0
    assert User.objects.filter(pk=other.pk).exists()


def test_superusers_give_out_and_erase_and_editors_do_neither(person, superuser, editor):
    base = f"/admin/quizzes/learner/{person.learner.pk}"
    for browser in (editor, make.browser_of(person)):
        assert browser.post(f"{base}/do/export/").status_code in {302, 403}
        assert browser.post(f"{base}/erase/", {"sure": "on"}).status_code in {302, 403}
        assert browser.get("/admin/quizzes/learner/retention/").status_code in {302, 403}
    assert "Erase this person" in superuser.get(f"{base}/change/").content.decode()
    there = superuser.post(f"/admin/quizzes/user/{person.pk}/do/person/")
    assert there.url == f"{base}/change/"
    assert NAME in unzipped(superuser.post(f"{base}/do/export/"))["data.json"]
    assert superuser.post(f"{base}/erase/", {}).status_code == 422
    assert superuser.post(f"{base}/erase/", {"sure": "on"}).status_code == 302
    assert NAME not in whole_database()


def test_retention_says_first_then_takes_names_of_what_is_old_enough(capsys, superuser):
    learner = make.learner(make.user(NAME))
    old = known.take(make.quiz(slug="old", keep_days=30), learner, now=START)
    kept = known.take(make.quiz(slug="kept", keep_days=4000), learner, now=START)
    site = known.take(make.quiz(slug="unlimited"), learner, now=START)
    Certificate.objects.issue(Attempt.objects.get(pk=old.pk), name=NAME, now=START)
    call_command("retention")
    told = capsys.readouterr().out
    assert "The old: attempts 1, people 1, oldest 2026-03-02" in told
    assert "The kept" not in told
    page = superuser.get("/admin/quizzes/learner/retention/").content.decode()
    assert "The old" in page
    assert "The unlimited" not in page
    assert Attempt.objects.get(pk=old.pk).learner == learner, "a dry run changes nothing"
    call_command("retention", apply=True)
    assert "any more: 1." in capsys.readouterr().out
    nobody = Attempt.objects.get(pk=old.pk).learner
    assert str(nobody) == f"Erased person {nobody.pk}"
    assert not Certificate.objects.exists()
    assert {a.pk for a in learner.attempts.all()} == {kept.pk, site.pk}


def test_the_worker_keeps_names_as_long_as_the_site_says(settings):
    from quizzes import tasks

    attempt = lived(make.learner())
    settings.RETENTION_DAYS = 30
    tasks.tidy(timezone.now() + 29 * DAY)
    assert Attempt.objects.get(pk=attempt.pk).learner_id == attempt.learner_id
    tasks.tidy(timezone.now() + 31 * DAY)
    assert Attempt.objects.get(pk=attempt.pk).learner_id != attempt.learner_id
    assert not Response.objects.exclude(text="").exists()


def test_a_later_attempt_whose_name_went_is_no_first_attempt_of_somebody(settings):
    quiz = make.quiz([Kind.SINGLE], keep_days=10)
    learner = make.learner()
    first = known.take(quiz, learner, now=START)
    known.take(quiz, learner, now=START + 5 * DAY)
    for day in (11, 16):
        privacy.keep_no_longer(now=START + day * DAY)
    assert Attempt.objects.values("learner").distinct().count() == 2
    assert [attempt.pk for attempt in firsts(quiz)] == [first.pk]


@pytest.mark.parametrize("count", [1, 12])
def test_the_dry_run_takes_as_few_statements_for_many(count, django_assert_max_num_queries):
    for number in range(count):
        known.take(make.quiz([Kind.SINGLE], slug=f"q{number}", keep_days=1), make.learner())
    with django_assert_max_num_queries(2):
        assert len(privacy.due(timezone.now())) == count


# A column that can hold words or point to a person has to be put here, with what becomes of it.
GOES = {
    "quizzes.Learner": "user guest_digest",
    "quizzes.Member": "learner name email reference invite_digest return_digest",
    "quizzes.User": "password username first_name last_name email confirmed_email time_zone",
    "quizzes.Response": "text",
    "quizzes.PracticeAnswer": "text",
    "quizzes.ProblemReport": "note",
    "quizzes.Certificate": "name code revoke_reason quiz_title",
    "quizzes.Reminder": "learner confirmed_digest",
    "quizzes.ConceptMemory": "learner",
    "quizzes.DueMail": "member",
    "quizzes.Decision": "by_name",
    "quizzes.Remarking": "by_name",
    "axes.AccessAttempt": "user_agent ip_address username http_accept path_info get_data post_data",
    "axes.AccessFailureLog": "user_agent ip_address username http_accept path_info",
    "axes.AccessLog": "user_agent ip_address username http_accept path_info session_hash",
    "sessions.Session": "session_key session_data",
    "account.EmailAddress": "email",  # these go with the account: the rows point to it
    "account.EmailConfirmation": "key",
    "socialaccount.SocialAccount": "provider uid extra_data",
    "socialaccount.SocialToken": "token token_secret",
    "mfa.Authenticator": "data",
    "admin.LogEntry": "object_id object_repr change_message",
    **{f"quizzes.{entry}": "checked_by_name" for entry in ("Concept", "Behaviour", "Misconception", "Scenario", "Source")},
}  # fmt: skip
STAYS_NAMELESS = {
    "quizzes.Attempt": "learner visibility",  # of a learner that nobody is
    "quizzes.Practice": "learner",
    "quizzes.Extension": "member",
    "quizzes.TypedStatistics": "text",  # only what five people or more typed alike
    "quizzes.Tries": "who scope",  # a keyed digest, gone within the hour
}
CONTENT = {
    "quizzes.Article": "source_url slug title authors licence note language",
    "quizzes.ArticleRevision": "original format text sha256",
    "quizzes.ArticleDraft": "name original format extract extract_format source_url",  # goes with its owner
    "quizzes.Block": "mark",
    "quizzes.Group": "name time_zone join_code",
    "quizzes.Option": "text feedback entry",
    "quizzes.AcceptedAnswer": "text",
    "quizzes.Pair": "left right",
    "quizzes.Step": "text",
    "quizzes.Citation": "org title url",
    "quizzes.Distractor": "text kind why misconception more",
    "quizzes.ConceptLoad": "files_sha256 report",
    "quizzes.GenerationRun": "message",
    "quizzes.GenerationNote": "family code message",
    "quizzes.Question": "key practice_of",
    "quizzes.QuestionVersion": "stem explanation unit family item_id entry language",
    "quizzes.DrawRule": "topic",
    "quizzes.Series": "title",
    "quizzes.Quiz": "slug key title description",
    "quizzes.Decision": "note",
    "quizzes.Certificate": "quiz_title",
    "quizzes.ProblemReport": "answer",
    "quizzes.Remarking": "reason message",
    "quizzes.RemarkedText": "text",
    "auth.Permission": "name codename",
    "auth.Group": "name",
    "socialaccount.SocialApp": "provider provider_id name client_id secret key settings",
    "contenttypes.ContentType": "app_label model",
    "django_tasks_database.DBTaskResult": "args_kwargs task_path worker_ids queue_name backend_name return_value exception_class_path traceback",
}  # fmt: skip
ENTRY = "key sha256 shipped_sha256 offered_sha256 more topic label definition phrases forms_imperative forms_gerund forms_third forms_noun why claim correction wrong_because stem key_text key_why key_behaviour setting twin org title terms url aliases disjoint_with leads_to overlaps patterns siblings sources also_right applies_to exceptions says about review_kind trigger_all trigger_any trigger_stance audience"  # fmt: skip
WORDS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.FileField,
)


def could_name_somebody(field):
    if isinstance(field, models.ForeignKey):
        return field.related_model in {Learner, Member}
    return isinstance(field, WORDS) and not field.choices


def treated(model):
    # A history has the columns of its model.
    name = model._meta.label.replace("Historical", "")
    known_columns = [table.get(name, "") for table in (GOES, STAYS_NAMELESS, CONTENT)]
    known_columns.append(ENTRY if "checked_by_name" in GOES.get(name, "") else "")
    return set(" ".join(known_columns).split()) | {"history_change_reason"}


def test_every_column_that_could_name_somebody_is_treated():
    untreated = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields  # a proxy has the columns of its model
        if could_name_somebody(field) and field.name not in treated(model)
    ]
    assert untreated == [], "say in this file what erasing a person does to it, and do it"


def test_whoever_points_to_an_account_lets_it_go():
    kept = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is User
        and not model.__name__.startswith("Historical")
        and field.remote_field.on_delete not in {models.SET_NULL, models.CASCADE}
    ]
    assert kept == []
