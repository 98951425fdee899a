"""A small concept base of the tests' own, so that they do not lean on the shipped content."""

import datetime

from quizzes.generation import ConceptBase
from quizzes.generation.concepts import (
    Behaviour,
    Concept,
    Distractor,
    Forms,
    Misconception,
    Review,
    Scenario,
    ScenarioKey,
    Source,
    Trigger,
)

PASSED = Review(2, "language model", 2, datetime.date(2026, 11, 24))
SOURCE = Source("who", "An Authority", "A page", "https://authority.example/page", "public domain")

MEANINGS = {
    "worm": "malicious code that copies itself from one machine to the next without any help",
    "trojan": "malicious code that hides inside a program that somebody installs on purpose",
    "keylogger": "malicious code that secretly records whatever is typed on a keyboard",
    "adware": "unwanted code that shows a stream of advertisements to earn money by them",
    "ransomware": "malicious code that locks files and asks for money to open them again",
}


def terms() -> list[Concept]:
    """Five kinds of malicious code, each of which is none of the others."""
    return [
        Concept(
            id=name,
            topic="malware",
            kind="attack",
            label=name,
            definition=meaning,
            aliases=(name,),
            siblings=tuple(other for other in MEANINGS if other != name),
            disjoint_with=tuple(other for other in MEANINGS if other != name),
            sources=("who",),
        )
        for name, meaning in MEANINGS.items()
    ]


def concept(name: str, label: str, kind: str = "control", *aliases: str) -> Concept:
    return Concept(name, "malware", kind, label, f"what people call {label}", (label, *aliases))


def habit(name: str, polarity: str, imperative: str, gerund: str, *concepts: str) -> Behaviour:
    forms = Forms(imperative, gerund, imperative.lower(), gerund)
    return Behaviour(name, "malware", polarity, forms, f"Reason of {name}.", ("who",), concepts)


def scenario(name: str, **changes: object) -> Scenario:
    fields: dict[str, object] = {
        "id": name,
        "topic": "malware",
        "level": "apply",
        "difficulty": 1,
        "trigger": Trigger(("worm",), (), ("warns", "recommends")),
        "stem": f"A worm spreads in the office network of story {name}. What should you do?",
        "key": ScenarioKey("Pull out the network cable", "What is cut off spreads no more.", cautious=True),
        "distractors": (
            Distractor("Wait for it to end by itself", "delay", "It does not end."),
            Distractor("Tell all colleagues by email", "confusion", "Email may spread it."),
            Distractor("Restart the machine at once", "habit", "It starts again with it."),
        ),
        "says": ("worm * {danger|attack}", "pull * cable"),
        "sources": ("who",),
        "review": PASSED,
    }  # fmt: skip
    return Scenario(**(fields | changes))  # type: ignore[arg-type]


HABITS = (
    habit("restart", "unsafe", "Restart the computer and carry on", "restarting it", "ransomware", "email"),
    habit("wait", "unsafe", "Wait a few days for what happens", "waiting", "ransomware", "email"),
    habit("reply", "unsafe", "Reply and ask whether it is genuine", "replying", "ransomware", "email"),
    habit("tell", "safe", "Tell the help desk", "telling the help desk at once", "ransomware", "email"),
    habit("note", "safe", "Note the time", "noting the time of the alarm", "ransomware", "email"),
    habit("cut", "safe", "Cut the network", "cutting the machine off the network", "ransomware", "email"),
)  # fmt: skip


def base(**more: list[object]) -> ConceptBase:
    """Terms, habits, an email concept and whatever else is given."""
    return ConceptBase.build(
        concepts=[*terms(), concept("email", "email", "channel"), *more.get("concepts", [])],  # type: ignore[list-item]
        behaviours=HABITS,
        misconceptions=more.get("misconceptions", []),  # type: ignore[arg-type]
        scenarios=more.get("scenarios", []),  # type: ignore[arg-type]
        sources=[SOURCE],
    )


def misconception(**changes: object) -> Misconception:
    fields: dict[str, object] = {
        "id": "slow",
        "topic": "malware",
        "claim": "A computer with a worm on it is always slow.",
        "correction": "A computer with a worm on it may be as fast as before.",
        "wrong_because": "A worm needs little power.",
        "about": ("worm",),
        "sources": ("who",),
        "trigger": Trigger(("worm",), (), ("mentions",)),
        "says": ("worm ** fast",),
        "review": PASSED,
    }
    return Misconception(**(fields | changes))  # type: ignore[arg-type]
