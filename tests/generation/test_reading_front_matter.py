"""The head of a source: taken off, its title kept, and read where the text stands in it."""

import pytest

from quizzes.generation import read

BODY = "Attackers send messages that ask for a password. Never answer them."


def shown(document):
    return [(block.kind.value, document.block_text(n)) for n, block in enumerate(document.blocks)]


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "Safe mail"\nlayout: post\ntags:\n  - mail\n---\n',
        "---\nlayout: post\ntitle: 'Safe mail'   # a comment\n...\n",
        "---\r\ntitle: Safe mail\r\n---\r\n",
        "---\ntitle: >-\n  Safe\n  mail\ndate: 2024-01-01\n---\n",
        '---\ntitle: "Safe\n  mail"\nimage: a.png\n---\n',
        "---\n# written by hand\ntitle: Safe mail\n---\n",
        '+++\ntitle = "Safe mail"\n[extra]\nweight = 3\n+++\n',
        '{\n  "title": "Safe mail",\n  "tags": ["a", "b"]\n}\n\n',
        ';;;\n{"title": "Safe mail"}\n;;;\n',
        "Title: Safe mail\nAuthor: Ann Example\nDate: 3 May 2024\n\n",
        "title: Safe mail\ndate: 2024-01-01\n---\n",
        "From: Ann <ann@example.org>\nTo: all\nSubject: Safe mail\n\n",
        "---\ntitle: Safe &amp; sound mail\ntitle: Another\n---\n".replace("&amp; sound ", ""),
    ],
)
@pytest.mark.parametrize("format", ["markdown", "text"])
def test_a_head_is_taken_off_and_names_the_title(head, format):
    document = read(f"{head}\n{BODY}\n", format=format)
    assert document.title == "Safe mail"
    assert shown(document) == [("paragraph", BODY)]


@pytest.mark.parametrize(
    "text",
    [
        f"---\n\n{BODY}\n\n---\n\nA second part of the text stands here.",
        f"---\n\n# A heading\n\n{BODY}\n\n---\n\nA second part.",
        "Phishing: a message that asks for secrets.\nSmishing: the same by text message.\n"
        "Vishing: the same by telephone.\n\nAll three are frauds.",
        f"Remember: {BODY}\n\nAnother paragraph stands here.",
    ],
)
def test_text_that_only_resembles_a_head_stays(text):
    document = read(text, format="markdown")
    first = text.strip("-# \n").split("\n")[0][:30]
    assert first in document.text


GLOSSARY = """---
title: Glossary
image: glossary.png
terms:
  one:
    name: 'Firewall'
    description: A guard between two networks &colon; it lets through what the rules allow.
  two:
    name: "Worm"
    description: >
      A worm spreads by itself
      from one machine to the next.
  two:
    name: Botnet
    description: "Many machines that obey one \\"master\\" without their owners' knowledge."
---
"""


def test_a_glossary_inside_the_head_is_read_term_by_term():
    document = read(GLOSSARY, format="markdown")
    assert document.title == "Glossary"
    assert shown(document)[1:] == [
        (
            "paragraph",
            "Firewall: A guard between two networks : it lets through what the rules allow.",
        ),
        ("heading", "Worm"),
        ("paragraph", "A worm spreads by itself from one machine to the next."),
        (
            "paragraph",
            'Botnet: Many machines that obey one "master" without their owners\' knowledge.',
        ),
    ]


def test_a_glossary_of_bare_keys_is_read():
    source = (
        "---\nlayout: glossary\nentries:\n  spear_phishing: A fraud that is made for one person.\n"
        "  worm: Software that spreads by itself.\n---\n{% include glossary.html %}\n"
    )
    assert shown(read(source, format="markdown")) == [
        ("paragraph", "spear phishing: A fraud that is made for one person."),
        ("paragraph", "worm: Software that spreads by itself."),
    ]


def test_questions_and_answers_in_a_list_of_maps_are_read():
    source = (
        "---\ntitle: FAQ\nfaqs:\n- question: What is a passkey?\n  answer: |\n"
        "    A key pair that replaces the password.\n\n    It stays on the device.\n"
        "- question: Is it safe?\n  answer: It can't be guessed by anyone.\n---\n"
    )
    assert [text for _, text in shown(read(source, format="markdown"))][1:] == [
        "What is a passkey?: A key pair that replaces the password.",
        "It stays on the device.",
        "Is it safe?: It can't be guessed by anyone.",
    ]


def test_json_keeps_keys_that_come_twice():
    source = (
        '{"title": "Terms", "term": {"name": "Worm", "text": "Software that spreads by itself."},'
        ' "term": {"name": "Bot", "text": "A machine that somebody else commands."}}'
    )
    texts = [text for _, text in shown(read(source, format="text"))]
    assert texts[-2:] == [
        "Worm: Software that spreads by itself.",
        "Bot: A machine that somebody else commands.",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "---\n" * 3,
        "---\nkey\n---\n" + BODY,
        '{"a": ' * 5_000 + BODY,
        "{ not json } " + BODY,
        "+++\n= = =\n+++\n" + BODY,
        "---\ntitle: |\n---\n" + BODY,
        '---\ntitle: "never closed\n---\n' + BODY,
        '---\na: "\\ud800 \\u0041"\ntext: "\\ud83d is half of a character here"\n---\n',
    ],
)
def test_a_broken_head_is_read_somehow(source):
    assert read(f"{source}\nMore words.", format="markdown").text
