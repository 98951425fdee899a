"""The app as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Editing")

    def ready(self) -> None:
        from quizzes import editors
        from quizzes.models import guards

        pre_migrate.connect(guards.lift, sender=self)
        post_migrate.connect(guards.install, sender=self)
        post_migrate.connect(editors.offer_after_migrate, sender=self)
