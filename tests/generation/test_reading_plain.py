"""Plain text as people paste it: from documents, mails, PDFs and pages."""

import pytest

from quizzes.generation import read


def shown(text):
    document = read(text)
    return [(block.kind.value, document.block_text(n)) for n, block in enumerate(document.blocks)]


def levels(text):
    document = read(text)
    return [
        (b.level, document.block_text(n))
        for n, b in enumerate(document.blocks)
        if b.kind == "list_item"
    ]


LONG = "Attackers send messages that look as if they came from a bank or a shop, and they ask for secrets."


@pytest.mark.parametrize(
    "text",
    [
        "Title of it\n===========\n\nText stands here.",
        "Title of it\n-----------\nText stands here.",
        "== Title of it ==\n\nText stands here.",
        "Title of it\n\nText stands here.",
        "Title of it\n" + LONG,
        "Title of it\r\n\r\nText stands here.",
    ],
)
def test_headings_of_all_kinds_are_known(text):
    found = shown(text)
    assert found[0] == ("heading", "Title of it")
    assert found[1][0] == "paragraph"


def test_numbered_titles_are_headings_and_numbered_steps_are_items():
    text = f"1. Passwords\n\n{LONG}\n\n2.1 Managers\n\n{LONG[:-1]} indeed.\n\n1. Open it.\n2. Close it."
    assert [kind for kind, _ in shown(text)] == [
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "list_item",
        "list_item",
    ]


def test_a_question_above_its_answer_is_a_heading():
    assert shown(f"What is phishing?\n\n{LONG}")[0] == ("heading", "What is phishing?")
    assert shown(f"{LONG}\n\nWhat is phishing?")[1][0] == "paragraph"


@pytest.mark.parametrize(
    "mark",
    ["-", "*", "•", "·", "–", "o\t", "§", "\uf0b7", "✓", "1.", "1)", "(1)", "a)", "Step 1:", "➢"],
)
def test_items_are_known_by_their_marks(mark):
    text = f"Do this:\n{mark} Lock the screen.\n{mark} Close the door.\n"
    assert shown(text) == [
        ("paragraph", "Do this:"),
        ("list_item", "Lock the screen."),
        ("list_item", "Close the door."),
    ]


def test_a_mark_that_stands_alone_belongs_to_the_line_below():
    assert shown("•\nLock the screen.\n•\nClose the door.\n") == [
        ("list_item", "Lock the screen."),
        ("list_item", "Close the door."),
    ]


def test_a_mark_glued_to_its_item_is_one():
    assert shown("•Lock the screen.\n•Close the door.") == [
        ("list_item", "Lock the screen."),
        ("list_item", "Close the door."),
    ]


def test_levels_follow_indents_and_marks():
    assert levels("- one\n  - two\n    - three\n- four") == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
        (1, "four"),
    ]
    assert levels("· one\no\ttwo\no\tthree\n· four") == [
        (1, "one"),
        (2, "two"),
        (2, "three"),
        (1, "four"),
    ]


def test_an_item_goes_on_over_lines_and_paragraphs():
    text = "- Lock the screen\n  whenever you leave.\n\n  It takes a moment.\n\n- Close the door.\n\nThe end of it."
    document = read(text)
    found = [(b.kind.value, b.level, document.block_text(n)) for n, b in enumerate(document.blocks)]
    assert found == [
        ("list_item", 1, "Lock the screen whenever you leave."),
        ("paragraph", 1, "It takes a moment."),
        ("list_item", 1, "Close the door."),
        ("paragraph", 0, "The end of it."),
    ]


def test_wrapped_lines_are_joined_and_paragraphs_without_blank_lines_divided():
    wrapped = "Attackers send messages that look real,\nand many people answer them at once.\n"
    assert shown(wrapped) == [("paragraph", wrapped.strip().replace("\n", " "))]
    divided = f"{LONG} {LONG}\n{LONG}\n{LONG} {LONG}"
    assert len(shown(divided)) == 3


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("The attack-\ners are many in every one of them.", "The attackers are many"),
        ("Use two-\nfactor login in every one of them.", "Use two-factor login"),
        ("The self-\nservice desk of all of them helps.", "The self-service desk"),
        ("A cyber-\nattack hit. Another cyber-attack hit.", "A cyber-attack hit."),
        ("The pass\u00ad\nword of all of them is short.", "The password of all"),
        ("It is 2020-\n2021 and all is well in there.", "It is 2020- 2021"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_whole_again(text, joined):
    assert read(text).text.startswith(joined)


def test_page_numbers_and_running_heads_of_a_pdf_are_gone():
    page = "\n\nHandbook of safety, issue {n}\n\n{n}\n\x0c"
    text = "".join(
        f"Here the text of part {w} goes on for a while and is cut by the page just as{page.format(n=n)}"
        f"\nit was about to end, which it does here in part {w}.\n\n"
        for n, w in enumerate(["one", "two", "three"], 1)
    )
    found = shown(text)
    assert sum("Handbook" in part for _, part in found) == 1
    assert not any(part.isdigit() for _, part in found)
    assert read("Page 3 of 10\n\nThe text stands here.\n\n- 4 -\n\nIt ends here.").text == (
        "The text stands here.\n\nIt ends here."
    )


def test_a_paragraph_cut_by_a_page_is_one_again():
    text = "The attackers wait until the very last moment and then they\n\n12\n\nstrike at once, as they do.\n"
    assert shown(text) == [
        (
            "paragraph",
            "The attackers wait until the very last moment and then they strike at once, as they do.",
        )
    ]


def test_questions_and_answers_lose_their_letters():
    text = f"Q: What is phishing?\nA: {LONG}\n\nQ2. Who does it?\nA2. Criminals do it for money.\n"
    assert shown(text) == [
        ("heading", "What is phishing?"),
        ("paragraph", LONG),
        ("heading", "Who does it?"),
        ("paragraph", "Criminals do it for money."),
    ]


def test_a_mail_is_read_without_what_mail_adds():
    text = (
        "From: Ann Example <ann@example.org>\nTo: everybody\nSubject: Watch out for fraud\n"
        "Date: 3 May 2024\n\nDear all,\n\n"
        + LONG
        + "\n\n> Somebody wrote that before.\n> And went on.\n\n"
        "On Monday, Bob Example wrote:\n\n-----Original Message-----\nFrom: Bob\nTo: Ann\nSubject: x\n\n"
        "Best regards,\nAnn\n\n--\nAnn Example\nHead of things\n\nSent from my phone\n"
    )
    document = read(text)
    assert document.title == "Watch out for fraud"
    assert [s.text for s in document.sentences if document.blocks[s.block].kind.teaches] == [LONG]


def test_tables_code_and_rules_are_no_text():
    text = (
        "Name\tValue\nPort\t22\n\n$ ssh host\n$ exit\n\n----------\n\n"
        + LONG
        + "\n\n```\nx = 1\n\ny = 2\n```\n\n"
        "| a | b |\n|---|---|\n| c | d |\n"
    )
    assert [kind for kind, _ in shown(text)] == [
        "other",
        "other",
        "code",
        "paragraph",
        "code",
        "other",
        "other",
    ]


def test_rows_between_bars_are_a_table_wherever_they_stand():
    text = f"{LONG}\n| Area | Action |\n|---|---|\n| Mail | Never answer it. |\n{LONG[:-1]} too."
    assert [kind for kind, _ in shown(text)] == ["paragraph", "other", "other", "paragraph"]


def test_the_marks_of_a_wikis_notes_are_gone():
    text = (
        "History[edit]\n\nThe first virus was harmless.[1][2] Later ones[citation needed] were not."
    )
    assert [part for _, part in shown(text)] == [
        "History",
        "The first virus was harmless. Later ones were not.",
    ]


def test_pasted_documents_lose_their_special_spaces():
    text = "The\u00a0password\u202fis\u2009long.\u200b\r\nIt\u00a0is\u00a0safe.\ufb01"
    assert read(text).text == "The password is long. It is safe.fi"
