"""An editor's way of bringing an article: the text, the preview, the act."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

ADD = "/admin/quizzes/article/add/"
ABOUT = {"title": "About leaks", "language": "en", "note": "Written here.", "licence": "unknown"}


def sent(data: dict[str, Any]) -> dict[str, Any]:
    """What the browser sends; an upload is given as (name, bytes)."""
    return {k: SimpleUploadedFile(*v) if k == "upload" else v for k, v in data.items()}


def bring(browser: Client, path: str = ADD, **text: Any) -> str:
    """Bring a text and give the address of its preview."""
    answer = browser.post(path, {"pasted_format": "text"} | sent(text))
    assert answer.status_code == 302, answer.context["errors"]
    return answer.url


def store(browser: Client, preview: str, **about: Any) -> Any:
    """Say yes to a preview."""
    return browser.post(preview, ABOUT | about | {"_store": "Store"})
