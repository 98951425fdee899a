"""The learner's addresses, by noun."""

from django.contrib.auth import views as auth_views
from django.urls import include, path

from quizzes.views import assigned, people, reading, results, taking
from quizzes.views.assignments import leading

attempts = [
    path("", taking.attempt, name="attempt"),
    path("overview/", taking.overview, name="overview"),
    path("finish/", taking.finish, name="finish"),
    path("result/", results.result, name="result"),
    path("<int:position>/", taking.question, name="question"),
    path("<int:position>/article/", taking.question_article, name="question-article"),
    path("<int:position>/article/open/", taking.open_article, name="open-article"),
    path("<int:position>/flag/", taking.flag, name="flag"),
]

accounts = [
    path("", people.account, name="account"),
    path("sign-up/", people.sign_up, name="sign-up"),
    path("sign-in/", people.SignIn.as_view(), name="sign-in"),
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
    path("", leading.assignments, name="assignments"),
    path("new/", leading.assign, name="assign"),
    path("<int:assignment>/", leading.assignment, name="assignment"),
    path("<int:assignment>/change/", leading.change, name="assignment-change"),
    path("<int:assignment>/extend/<int:member>/", leading.extend, name="extend"),
    path("<int:assignment>/withdraw/", leading.withdraw, name="withdraw"),
]

urlpatterns = [
    path("", reading.home, name="home"),
    path("quizzes/<slug:slug>/", reading.quiz, name="quiz"),
    path("quizzes/<slug:slug>/start/", taking.start, name="start"),
    path("groups/<int:group>/assignments/", include(assignments)),
    path("assignments/<int:pk>/start/", assigned.start, name="start-assigned"),
    path("articles/<slug:slug>/", reading.article, name="article"),
    path("attempts/<int:pk>/", include(attempts)),
    path("history/", results.history, name="history"),
    path("accounts/", include(accounts)),
]
