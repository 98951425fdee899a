"""How somebody who signs in is found."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from quizzes.models import User


class Backend(ModelBackend):
    """Django's own, which fetches the learner together with the account: every page wants both."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("learner").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
