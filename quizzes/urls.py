"""The learner's addresses, by noun."""

from django.contrib.auth import views as auth_views
from django.urls import include, path, re_path
from django.views.generic import TemplateView

from quizzes.views import (
    addresses,
    assigned,
    certificates,
    home,
    owndata,
    pausing,
    people,
    practice,
    preview,
    reading,
    reminders,
    reporting,
    results,
    taking,
)
from quizzes.views.assignments import assigning
from quizzes.views.groups import belonging, importing, joining, leading, making, members
from quizzes.views.outcomes import downloads
from quizzes.views.outcomes import results as results_of_groups
from quizzes.views.security import factor, passkey
from quizzes.views.sso import coming

attempts = [
    path("", taking.attempt, name="attempt"),
    path("overview/", taking.overview, name="overview"),
    path("finish/", taking.finish, name="finish"),
    path("result/", results.result, name="result"),
    path("certificate/", certificates.certificate, name="certificate"),
    path("certificate/revoke/", certificates.revoke, name="certificate-revoke"),
    path("certificate.pdf", certificates.pdf, name="certificate-pdf"),
    path("<int:position>/", taking.question, name="question"),
    path("<int:position>/article/", taking.question_article, name="question-article"),
    path("<int:position>/article/open/", taking.open_article, name="open-article"),
    path("pause/", pausing.pause, name="pause"),
    path("resume/", pausing.resume, name="resume"),
    path("<int:position>/report/", reporting.report, name="report"),
    path("<int:position>/flag/", taking.flag, name="flag"),
]

checks = [
    path("", certificates.check, name="check"),
    path("<str:code>/", certificates.check_code, name="check-code"),
    path("<str:code>/withdraw/", certificates.withdraw, name="check-withdraw"),
]

previews = [
    path("", preview.preview, name="preview"),
    path("start/", preview.start, name="preview-start"),
    path("articles/<slug:article>/", preview.article, name="preview-article"),
    re_path(rf"^(?P<state>{preview.STATE})/(?P<rest>.*)$", preview.attempt, name="preview-attempt"),
]

practices = [
    path("", practice.due, name="practice"),
    path("start/", practice.start, name="practice-start"),
    path("reminder/", reminders.switch, name="reminder"),
    path("reminder/<str:token>/", reminders.link, name="reminder-link"),
    path("topics/<slug:topic>/", practice.topic, name="practice-topic"),
    path("<int:pk>/", practice.sitting, name="practice-sitting"),
    path("<int:pk>/next/", practice.go_on, name="practice-next"),
    path("<int:pk>/finish/", practice.finish, name="practice-finish"),
    path("<int:pk>/<int:position>/", practice.question, name="practice-question"),
    path("<int:pk>/<int:position>/report/", reporting.report_practised, name="practice-report"),
]

sso = [
    path("start/", coming.start, name="sso-start"),
    path("back/", coming.callback, name="sso-callback"),
    path("meet/", coming.meet, name="sso-meet"),
    path("disconnect/", coming.disconnect, name="sso-disconnect"),
]

security = [
    path("", factor.security, name="security"),
    path("code/", factor.switch_on, name="second-factor-on"),
    path("code/off/", factor.switch_off, name="second-factor-off"),
    path("code/recovery/", factor.new_codes, name="second-factor-codes"),
    path("passkeys/make/", passkey.make, name="passkey-make"),
    path("passkeys/<int:passkey>/remove/", passkey.remove, name="passkey-remove"),
]

accounts = [
    path("", people.account, name="account"),
    path("data/", owndata.my_data, name="my-data"),
    path("data/export.zip", owndata.export, name="my-data-export"),
    path("data/erase/", owndata.erase, name="erase-me"),
    path("data/erased/", owndata.erased, name="erased"),
    path("sign-up/", people.sign_up, name="sign-up"),
    path("sign-in/", people.SignIn.as_view(), name="sign-in"),
    path("sso/", include(sso)),
    path("second/", factor.ask, name="second-factor"),
    path("passkey/", passkey.come, name="passkey"),
    path("passkey/begin/", passkey.begin, name="passkey-begin"),
    path("security/", include(security)),
    path("confirm/", addresses.ask, name="confirm-ask"),
    path("confirm/<str:token>/", addresses.link, name="confirm-address"),
    path("sign-out/", auth_views.LogoutView.as_view(), name="sign-out"),
    path("password/", people.PasswordChange.as_view(), name="password-change"),
    path("password/reset/", people.PasswordReset.as_view(), name="password-reset"),
    path(
        "password/reset/sent/",
        auth_views.PasswordResetDoneView.as_view(
            template_name="registration/password_reset_sent.html"
        ),
        name="password-reset-sent",
    ),
    path(
        "password/reset/<uidb64>/<token>/",
        people.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "password/reset/done/",
        auth_views.PasswordResetCompleteView.as_view(
            template_name="registration/password_reset_done.html"
        ),
        name="password-reset-done",
    ),
]

assignments = [
    path("", assigning.assignments, name="assignments"),
    path("new/", assigning.assign, name="assign"),
    path("<int:assignment>/", assigning.assignment, name="assignment"),
    path("<int:assignment>/change/", assigning.change, name="assignment-change"),
    path("<int:assignment>/extend/<int:member>/", assigning.extend, name="extend"),
    path("<int:assignment>/withdraw/", assigning.withdraw, name="withdraw"),
]

group = [
    path("", leading.group, name="group"),
    path("door/", leading.door, name="group-door"),
    path("invite/", leading.invite, name="group-invite"),
    path("poster/", leading.poster, name="group-poster"),
    path("settings/", leading.group_settings, name="group-settings"),
    path("archive/", leading.archive, name="group-archive"),
    path("leaders/", leading.leaders, name="group-leaders"),
    path("leaders/<int:leader>/remove/", leading.remove_leader, name="group-leader-remove"),
    path("members/add/", members.add, name="group-add"),
    path("members/import/", importing.import_members, name="group-import"),
    path("members/<int:member>/", members.member, name="group-member"),
    path("members/<int:member>/remove/", members.remove, name="group-member-remove"),
    path("members/<int:member>/back/", members.bring_back, name="group-member-back"),
    path("members/<int:member>/invite/", members.invite, name="group-member-invite"),
    path("members/<int:member>/code/", members.new_code, name="group-member-code"),
    path("members/<int:member>/card/", members.card, name="group-card"),
    path("leave/", belonging.leave, name="leave-group"),
    path("my-card/", belonging.my_new_card, name="my-new-card"),
]

joins = [
    path("", joining.join, name="join"),
    path("return/", joining.join_return, name="join-return"),
    path("<slug:code>/", joining.join_code, name="join-code"),
]

outcomes = [
    path("", results_of_groups.group_results, name="group-results"),
    path("record.<slug:form>", downloads.record, name="group-record"),
    path("<int:assignment>/", results_of_groups.assignment_results, name="assignment-results"),
    path("<int:assignment>/people.<slug:form>", downloads.people, name="people-sheet"),
    path("<int:assignment>/figures.<slug:form>", downloads.figures, name="figures-sheet"),
    path(
        "<int:assignment>/people/<int:member>/",
        results_of_groups.person_results,
        name="person-results",
    ),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("today/<slug:slug>/", home.today, name="today"),
    path("quizzes/<slug:slug>/", reading.quiz, name="quiz"),
    path("quizzes/<slug:slug>/start/", taking.start, name="start"),
    path("quizzes/<slug:slug>/preview/", include(previews)),
    path("groups/<int:group>/assignments/", include(assignments)),
    path("groups/<int:group>/results/", include(outcomes)),
    path("assignments/mail/", assigned.mail, name="assignment-mail"),
    path("assignments/<int:pk>/start/", assigned.start, name="start-assigned"),
    path("articles/<slug:slug>/", reading.article, name="article"),
    path("attempts/<int:pk>/", include(attempts)),
    path("check/", include(checks)),
    path("practice/", include(practices)),
    path("history/", results.history, name="history"),
    path(
        "accessibility/",
        TemplateView.as_view(template_name="accessibility.html"),
        name="accessibility",
    ),
    path("groups/", belonging.groups, name="groups"),
    path("groups/new/", making.make, name="group-make"),
    path("groups/card/", belonging.my_card, name="my-card"),
    path("groups/<int:group>/", include(group)),
    path("join/", include(joins)),
    path("accounts/", include(accounts)),
]
