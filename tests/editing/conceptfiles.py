"""A small concept base in files, as it is shipped, and the admin's forms as a browser fills them in."""

from __future__ import annotations

import copy
import datetime as dt
from io import StringIO
from typing import Any

import yaml
from bs4 import BeautifulSoup
from django.core.management import call_command

REVIEW = {"readers": 2, "kind": "language model", "agreed": 2, "date": dt.date(2026, 11, 25)}


def scenario(stem: str, key: str, **more: Any) -> dict[str, Any]:
    return {
        "level": "apply",
        "difficulty": 1,
        "trigger": {"all": ["phishing"], "stance": ["warns", "recommends"]},
        "stem": stem,
        "key": {"behaviour": "call_back", "text": key, "why": "Only a known number leads to the bank. Call back."},
        "distractors": [
            {"text": "Answer and ask for a proof", "kind": "half_measure", "why": "The caller will say yes."},
            {"text": "Follow the link with some care", "kind": "habit", "why": "A fake page may look real.",
             "misconception": "looks_real"},
            {"text": "Wait until the next reminder", "kind": "delay", "why": "Waiting finds out nothing."},
        ],
        "sources": ["who"],
        "review": REVIEW,
    } | more  # fmt: skip


BASE: dict[str, Any] = {
    "topic": "phishing",
    "sources": {
        "who": {"org": "An Authority", "title": "Its page", "url": "https://authority.example/page", "terms": "cite only"},
        "other": {"org": "Another", "title": "Another page", "url": "https://other.example/"},
    },
    "concepts": {
        "phishing": {"kind": "attack", "label": "phishing", "definition": "fake messages", "aliases": ["phishing", "phishing email"], "siblings": ["spam"], "phrases": {"channel": "by a fake message"}, "sources": ["who"]},
        "spam": {"kind": "attack", "label": "spam", "definition": "messages that nobody asked for", "aliases": ["spam"], "disjoint_with": ["phishing"], "ambiguous": True, "sources": ["who", "other"]},
    },
    "behaviours": {
        "call_back": {
            "polarity": "safe",
            "forms": {"imperative": "Call the bank yourself", "gerund": "calling the bank oneself", "third": "calls the bank", "noun": "a call to the bank"},
            "why": "A known number leads to the bank.", "applies_to": ["phishing"], "sources": ["who"], "says": ["call * bank"],
        },
    },
    "misconceptions": {
        "looks_real": {
            "claim": "A message that looks right is right.", "correction": "A message that looks right may be a fake.",
            "wrong_because": "Looks are easily copied.", "about": ["phishing"], "tempting": 3, "sources": ["who"],
            "trigger": {"all": ["phishing"], "any": ["spam"], "stance": ["mentions"]}, "says": ["look * fake"], "review": REVIEW,
        },
    },
    "scenarios": {
        "bank_writes": scenario("Your bank seems to write that your card is blocked. What should you do?", "Call the bank on its known number", twin="bank_calls", audience=["general"]),
        "bank_calls": scenario("Somebody calls and says that your card is blocked. What should you do?", "Hang up and call the bank yourself", twin="bank_writes", setting="home"),
    },
}  # fmt: skip


class Files:
    """The shipped base in a folder; a test changes `data` and writes it as the next version."""

    def __init__(self, folder: Any) -> None:
        self.folder = folder
        self.data = copy.deepcopy(BASE)
        self.write()

    def write(self) -> None:
        (self.folder / "phishing.yaml").write_text(yaml.safe_dump(self.data, sort_keys=False))

    def load(self) -> str:
        """Write the files and load them; what the command said."""
        self.write()
        out = StringIO()
        call_command("load_concepts", stdout=out)
        return out.getvalue()


def form_of(client: Any, path: str) -> dict[str, Any]:
    """What a browser would send of a page's form where nothing was touched."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    form = next(f for f in page.find_all("form") if (f.get("id") or "").endswith("_form"))
    sent: dict[str, Any] = {}
    for element in form.find_all(["input", "textarea", "select"]):
        name = element.get("name")
        if not name or element.get("type") == "submit" or "__prefix__" in name:
            continue
        if element.name == "textarea":
            sent[name] = element.text.removeprefix("\n").replace("\n", "\r\n")
        elif element.name == "select":
            chosen = [o["value"] for o in element.find_all("option") if o.has_attr("selected")]
            if element.has_attr("multiple"):
                sent[name] = chosen
            else:
                sent[name] = chosen[0] if chosen else element.find("option")["value"]
        elif element.get("type") != "checkbox":
            sent[name] = element.get("value", "")
        elif element.has_attr("checked"):
            sent.setdefault(name, [])
            sent[name].append(element.get("value", "on"))
    return sent


def address(row: Any) -> str:
    return f"/admin/quizzes/{row._meta.model_name}/{row.pk}/change/"


def save(client: Any, row: Any, **changes: Any) -> Any:
    """Change an entry by its form."""
    return client.post(address(row), form_of(client, address(row)) | changes)


def errors_of(answer: Any) -> str:
    """Everything that a refused form says."""
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join(e.text for e in page.find_all(class_="errorlist"))
