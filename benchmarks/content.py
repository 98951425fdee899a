"""An article and a quiz of ten questions on it, and the same facts as the key that learners know."""

from __future__ import annotations

from collections.abc import Iterator

SLUG = "ten-questions"

# A sentence of the article, the question that it answers, the right options, the wrong ones.
FACTS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    (
        "A password that is used for several accounts opens all of them to whoever learns it once.",
        "Why should every account have a password of its own?",
        ("A thief who learns one password can't open the other accounts",),
        (
            "A password of its own is shorter and easier to type",
            "Most sites refuse a password that is used elsewhere",
            "The browser can only store one password for each person",
        ),
    ),
    (
        "Updates close holes that are known, and attackers read about the same holes on the day of the update.",
        "Why is it risky to put an update off for some weeks?",
        ("Attackers know the holes that the update would have closed",),
        (
            "The update grows larger with every week that passes",
            "A device without updates forgets its stored passwords",
            "The maker withdraws an update that nobody installs",
        ),
    ),
    (
        "A torch app that asks for the address book asks for more than it needs; refuse what has no reason.",
        "A torch app asks to read your address book. What is the best reaction?",
        ("Refuse the permission, because a torch does not need it",),
        (
            "Grant it, because apps stop working without permissions",
            "Grant it once and change the names in the address book",
            "Delete the address book before granting the permission",
        ),
    ),
    (
        "Whoever calls in the name of your bank and wants a code is not your bank, since banks never ask for codes.",
        "Someone calls in your bank's name and wants the code you were just sent. What do you do?",
        ("Hang up and call the bank at the number on your card",),
        (
            "Read the code out, since it is only valid for a minute",
            "Ask for the caller's name and then read the code out",
            "Send the code by text message so that there is a record",
        ),
    ),
    (
        "A backup that is always connected is encrypted together with everything else when ransomware strikes.",
        "What protects a backup best from ransomware?",
        ("Keeping one copy disconnected from the computer",),
        (
            "Keeping the copy in a folder with a harmless name",
            "Making the copy with the same account as always",
            "Compressing the copy so that it takes less space",
        ),
    ),
    (
        "The part of an address directly before the first single slash says whose site it is.",
        "Which part of a web address tells whose site you are on?",
        ("The name directly before the first single slash",),
        (
            "The first word behind the two slashes",
            "The last word of the whole address",
            "The little picture to the left of the address",
        ),
    ),
    (
        "Leaked data sets hold names, telephone numbers and old passwords, and fraudsters use them to sound familiar.",
        "Which of these do fraudsters take from leaked data to sound familiar?",
        ("Your name", "Your telephone number", "A password that you used earlier"),
        ("The weather at your place", "The age of your computer's mouse"),
    ),
    (
        "A second factor may be an app that shows codes or a security key; a second password is none.",
        "Which of these are a second factor beside a password?",
        ("An app that shows codes", "A security key"),
        ("A second password", "The answer to a security question", "A longer user name"),
    ),
    (
        "A lock beside the address says that the connection is encrypted, and nothing about who is at its other end.",
        "A lock beside the address proves that the site is honest.",
        ("False",),
        ("True",),
    ),
    (
        "Public wireless networks are run by people whom you don't know, and anyone can give a network any name.",
        "Anyone can give a wireless network the name of a café.",
        ("True",),
        ("False",),
    ),
]  # fmt: skip

KEY = {stem: set(right) for _fact, stem, right, _wrong in FACTS}


def make_quiz() -> None:
    """Store the article, the questions and the quiz, approved and published, by the app's own verbs."""
    from django.utils import timezone

    from quizzes import actions
    from quizzes.models import Article

    text = "# Ten facts\n\n" + "\n\n".join(
        f"{fact} That is worth a thought before the next time." for fact, *_ in FACTS
    )
    article = Article(slug="ten-facts", title="Ten facts", authors="The benchmark")
    revision = actions.store_article(article, source=text.encode(), format="markdown", by=None)
    versions = actions.add_items(_items(revision.text), revision=revision, by=None).versions
    for version in versions:
        version.approve(by=None, now=timezone.now())
    quiz = actions.make_quiz(
        title="Ten questions", slug=SLUG, versions=versions, articles=[article]
    )
    quiz.publish(by=None, now=timezone.now())


def count_full_scores() -> tuple[int, int]:
    """How many attempts there are, and how many of them were finished with the full score."""
    from django.db.models import F

    from quizzes.models import Attempt, Response

    attempts = Attempt.objects.filter(quiz__slug=SLUG)
    full = attempts.finished().filter(score=F("max_score"), max_score=len(FACTS), passed=True)
    assert Response.objects.answered().count() == attempts.count() * len(FACTS)
    return attempts.count(), full.count()


def _items(text: str) -> Iterator[object]:
    from quizzes.items import Authority, Evidence, Item, Option

    for fact, stem, right, wrong in FACTS:
        options = [Option(option, True) for option in right]
        options += [Option(option, False, "The article does not say so.") for option in wrong]
        start = text.index(fact)
        yield Item(
            kind=_kind(right, wrong),
            stem=stem,
            options=tuple(sorted(options, key=lambda option: option.text)),
            explanation=f"The article says it in these words: {fact}",
            evidence=(Evidence(start, start + len(fact), fact),),
            authority=(Authority("The benchmark", "Its facts", "https://example.org/facts"),),
        )


def _kind(right: tuple[str, ...], wrong: tuple[str, ...]) -> object:
    from quizzes.items import Kind

    if {*right, *wrong} == {"True", "False"}:
        return Kind.TRUE_FALSE
    return Kind.MULTIPLE if len(right) > 1 else Kind.SINGLE
