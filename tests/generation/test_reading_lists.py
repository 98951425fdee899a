"""What a writer asks of a document: what introduces a list, and what a block stands under."""

from quizzes.generation import Document, read

STEPS = """# Safe mail

Mail is old.

If you receive a suspicious message, follow these steps:

Note that time matters in all of them.

1. Report it.
   - To your bank:
     - by telephone
   - To the police.

   This helps others.
2. Delete it.

## Why

- No paragraph above.
"""


def leads(document):
    found = {}
    for number, block in enumerate(document.blocks):
        lead = document.lead_of(number)
        if block.kind == "list_item":
            found[document.block_text(number)] = None if lead is None else document.block_text(lead)
    return found


def test_the_lead_of_a_list_is_the_paragraph_that_announces_it():
    steps = "If you receive a suspicious message, follow these steps:"
    assert leads(read(STEPS, format="markdown")) == {
        "Report it.": steps,
        "To your bank:": "Report it.",
        "by telephone": "To your bank:",
        "To the police.": "Report it.",
        "Delete it.": steps,
        "No paragraph above.": None,
    }


def test_a_paragraph_that_announces_nothing_is_no_lead():
    document = read("Mail is old.\n\n- Report it.\n- Delete it.", format="markdown")
    assert set(leads(document).values()) == {None}


def test_a_lead_is_known_in_plain_text_and_html_too():
    assert leads(read("Do the following:\n- Report it.\n- Delete it.")) == {
        "Report it.": "Do the following:",
        "Delete it.": "Do the following:",
    }
    source = "<p>Look for the following signs.</p><ul><li>Haste<li>Threats</ul>"
    assert set(leads(read(source, format="html")).values()) == {"Look for the following signs."}


def test_leads_and_headings_are_derived_from_stored_blocks():
    document = read(STEPS, format="markdown")
    stored = [(b.kind.value, b.start, b.end, b.level) for b in document.blocks]
    rebuilt = Document.from_blocks(document.text, stored)
    assert leads(rebuilt) == leads(document)


def test_the_heading_of_a_block_is_the_one_above_it():
    document = read(STEPS, format="markdown")
    last = len(document.blocks) - 1
    assert document.block_text(document.heading_of(last)) == "Why"
    assert document.block_text(document.heading_of(1)) == "Safe mail"
    assert document.heading_of(0) is None
