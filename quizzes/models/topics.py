"""The areas of the concept base by the names that people read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quizzes.models.errors import StrOrPromise

TOPICS: dict[str, StrOrPromise] = {
    "ai_deepfakes": _("AI and deepfakes"),
    "backups": _("Backups"),
    "civic": _("Elections and public life"),
    "data_protection": _("Data protection"),
    "device_privacy": _("Privacy on devices"),
    "incidents": _("When something happened"),
    "malware": _("Malware"),
    "mfa": _("Signing in with a second factor"),
    "networks": _("Networks"),
    "passwords": _("Passwords"),
    "phishing": _("Phishing"),
    "physical": _("Locks, screens and paper"),
    "remote_work": _("Working elsewhere"),
    "scams": _("Scams"),
    "social_media": _("Social media"),
    "updates": _("Updates"),
}


def topic_name(topic: str) -> str:
    """What people call a topic; one that an editor made is read from its id."""
    return str(TOPICS.get(topic) or topic.replace("_", " ").replace("-", " ").capitalize())
