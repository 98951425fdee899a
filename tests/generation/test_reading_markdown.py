"""Markdown with what real sites leave in it: no mark is left, no word is lost."""

import pytest

from quizzes.generation import read


def shown(text, format="markdown"):
    document = read(text, format=format)
    return [(block.kind.value, document.block_text(n)) for n, block in enumerate(document.blocks)]


def texts(text):
    return [found for _, found in shown(text)]


ADVICE = "Use a password manager for every account that you have."


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Title\n=====\n\nText here.", ("heading", "Title")),
        ("Title\n-----\n\nText here.", ("heading", "Title")),
        ("**Lock the screen**\n\nText here.", ("heading", "Lock the screen")),
        ("__What is malware?__\n\nText here.", ("heading", "What is malware?")),
        ("<b>Lock the screen</b>\n\nText here.", ("heading", "Lock the screen")),
        ("**Lock the screen whenever you leave.**\n\nText.", ("paragraph",)),
        ("# Title {#anchor}\n\nText here.", ("heading", "Title")),
        ("## Title ##\n\nText here.", ("heading", "Title")),
    ],
)
def test_headings_of_all_kinds_are_known(source, found):
    assert shown(source)[0][: len(found)] == found


@pytest.mark.parametrize(
    "source",
    [
        f'!!! tip "Managers"\n\n    {ADVICE}\n',
        f"!!! warning\n    {ADVICE}\n",
        f'??? note "Managers"\n\n    {ADVICE}\n\nAfter it.',
        f"> [!NOTE]\n> {ADVICE}\n",
        f"> [!TIP] Managers\n> {ADVICE}\n",
        f"> **Note**\n>\n> {ADVICE}\n",
        f"::: warning Managers\n{ADVICE}\n:::\n",
        f":::tip[Managers]\n\n{ADVICE}\n\n:::\n",
        f"::: {{.callout-note}}\n{ADVICE}\n:::\n",
        f"```{{note}}\n{ADVICE}\n```\n",
        f"{{{{< notice tip >}}}}\n{ADVICE}\n{{{{< /notice >}}}}\n",
        f'{{% hint style="info" %}}\n{ADVICE}\n{{% endhint %}}\n',
        f'=== "Windows"\n\n    {ADVICE}\n',
        f'<div class="admonition tip" markdown>\n\n{ADVICE}\n\n</div>\n',
        f"<Tabs>\n<TabItem>\n\n{ADVICE}\n\n</TabItem>\n</Tabs>\n",
        f"<details>\n<summary>More</summary>\n\n{ADVICE}\n</details>\n",
    ],
)
def test_a_note_in_a_box_is_a_paragraph_like_any_other(source):
    assert ("paragraph", ADVICE) in shown(source)
    assert not any(
        mark in read(source, format="markdown").text for mark in ("!!!", ":::", "[!", "{{", "{%")
    )


def test_the_title_of_a_box_is_a_heading():
    assert shown(f'!!! tip "Choose well"\n\n    {ADVICE}')[0] == ("heading", "Choose well")
    assert shown(f":::tip[Choose well]\n{ADVICE}\n:::")[0] == ("heading", "Choose well")


def test_boxes_in_boxes_and_in_lists_are_unwrapped():
    source = (
        "- First item of the list.\n\n    !!! note\n\n        A note below the item stands here.\n\n"
        '!!! tip\n\n    Outer text stands here.\n\n    ??? info "Inner"\n\n        Inner text stands here.\n'
    )
    kinds = {text: kind for kind, text in shown(source)}
    assert kinds["A note below the item stands here."] == "paragraph"
    assert kinds["Outer text stands here."] == "paragraph"
    assert kinds["Inner text stands here."] == "paragraph"


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ('See {{< img src="x.png" >}}it.', "See it."),
        ("{% include nav.html %}\n\nText stays.", "Text stays."),
        ("<!-- more -->Text stays.<!--\nnot this -->", "Text stays."),
        ("Text stays.{: .lead }", "Text stays."),
        ("Text[^1] stays.[^note]\n\n[^1]: A note.", "Text stays."),
        (":warning: Text stays at 10:30:45.", "Text stays at 10:30:45."),
        ("[TOC]\n\nText stays.", "Text stays."),
        ("[[_TOC_]]\n\nText stays.", "Text stays."),
        ("A [[Target page|link]] and a [[Page]] stay.", "A link and a Page stay."),
        ("Text ==marked== and ~~struck~~ stays.", "Text marked and stays."),
        ("import Tabs from '@theme/Tabs';\n\nText stays.", "Text stays."),
        ("*[MFA]: several factors\n\nText stays.", "Text stays."),
        ('A {{< tooltip text="worm" id="w" >}} spreads.', "A worm spreads."),
        ('Read [the guide]({{< ref "a.md" >}} "Title") at once.', "Read the guide at once."),
        ("Escaped \\*stars\\* and &amp; stay.", "Escaped *stars* and & stay."),
        ("Water is H~2~O in [brackets].", "Water is H~2~O in [brackets]."),
        ("A claim.[1][2] Another one.[citation needed]", "A claim. Another one."),
        (
            "Mail <help@example.org> or <https://example.org>.",
            "Mail help@example.org or https://example.org.",
        ),
        ("Text with a [link][ref] stays.\n\n[ref]: https://example.org", "Text with a link stays."),
        ("Line one\\\nline two<br>line three", "Line one line two line three"),
    ],
)
def test_leftovers_of_site_generators_are_taken_out(source, left):
    assert texts(source)[0] == left


def test_a_hole_in_a_sentence_shows():
    document = read("Write to the {% channel x %} channel at once, please.", format="markdown")
    assert document.text == "Write to the […] channel at once, please."
    assert "damaged" in document.sentences[0].flags


def test_code_is_code_in_all_its_forms():
    fenced = "```sh\nsudo apt update\n```\n\n~~~\nx = 1\n~~~\n\n    rm -rf {tmp};\n"
    kinds = [kind for kind, _ in shown(fenced)]
    assert kinds == ["code"] * 3
    hugo = "{{< highlight sh >}}\nls -la\n{{< /highlight >}}\n\nText."
    assert shown(hugo) == [("code", "ls -la"), ("paragraph", "Text.")]
    assert shown("```\n!!! note\n> [!TIP]\n[^1]: x\n```")[0] == (
        "code",
        "!!! note\n> [!TIP]\n[^1]: x",
    )


def test_prose_that_is_set_in_too_far_is_a_paragraph():
    prose = "Watch for updates of your devices, and install them at once when they come."
    source = (
        f"1. **Keep it clean**\n  \n    {prose}\n2. **Think twice**\n\n     {prose[:-1]} again.\n"
    )
    assert ("paragraph", prose) in shown(source)
    assert ("list_item", "Keep it clean") in shown(source)


def test_footnotes_stand_last_and_nothing_is_asked_of_them():
    source = "Text.[^1] More text.\n\n[^1]: A note that\n    goes on.\n\nThe end."
    assert shown(source) == [
        ("paragraph", "Text. More text."),
        ("paragraph", "The end."),
        ("other", "A note that goes on."),
    ]


def test_a_definition_list_is_read_term_by_term():
    source = "Worm\n: Software that spreads by itself.\n\nBot\n\n:   A bot obeys somebody else.\n"
    assert shown(source) == [
        ("paragraph", "Worm: Software that spreads by itself."),
        ("heading", "Bot"),
        ("paragraph", "A bot obeys somebody else."),
    ]


def test_nested_lists_keep_their_levels():
    document = read("- one\n  - two\n    1. three\n- [ ] four\n- [x] five", format="markdown")
    found = [(document.block_text(n), b.level) for n, b in enumerate(document.blocks)]
    assert found == [("one", 1), ("two", 2), ("three", 3), ("four", 1), ("five", 1)]


def test_tables_captions_and_lines_of_links_are_set_apart():
    source = (
        "| Term | Meaning |\n|---|---|\n| Worm | It spreads |\n\n![a lock](lock.png)\n*A lock on a door*\n\n"
        "![x](x.png)\n\n*The lobby at night*\n\n[Home](/) | [Next](/next)\n\n- [Other page](/other)\n"
        "- [This whole sentence is a link.](/x)\n\nText with a [link](/x) is text."
    )
    kinds = {text: kind for kind, text in shown(source)}
    assert {kinds[t] for t in ("Term", "Worm", "A lock on a door", "The lobby at night")} == {
        "other"
    }
    assert kinds["Home | Next"] == kinds["Other page"] == "other"
    assert kinds["This whole sentence is a link."] == "list_item"
    assert kinds["Text with a link is text."] == "paragraph"


def test_markdown_in_a_text_file_is_read_as_markdown():
    source = "# One\n\nText [a](b) and **bold** words.\n\n## Two\n\n- item\n"
    assert shown(source, "text") == shown(source, "markdown")


def test_a_paragraph_above_a_rule_is_no_heading_when_it_is_long():
    source = "word " * 40 + "end.\n---\nText."
    assert shown(source)[0][0] == "paragraph"
