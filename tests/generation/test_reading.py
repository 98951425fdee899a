"""Reading: whatever comes in, the text is clean and every offset is exact."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.generation import BlockKind, Document, UnreadableArticle, format_of, read
from quizzes.generation.text import LIMIT, Block, Flag, Format

MESSY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(' .!?\n\r\t#*-_`<>[]()"“”’|é\u0301\u200b\ufeff&;:1a'),
    ),
    max_size=300,
)


# Pieces of real sources put together at random, so that every room of the reader has its turn.
SCRAPS = st.lists(
    st.sampled_from(
        [
            *[
                "A short sentence stands here.",
                "Another one",
                "Is it?",
                "With a “quote” in it. ",
                "don?t",
            ],
            *[
                "\n",
                "\n\n",
                "  ",
                "    ",
                "\t",
                "- ",
                "* ",
                "1. ",
                "• ",
                "> ",
                "# ",
                "|",
                "---\n",
                "```\n",
            ],
            *[
                "<p>",
                "</p>",
                "<ul><li>",
                "</li>",
                "<table><td>",
                "<dt>",
                "<dd>",
                "<div class='nav'>",
                "<b",
            ],
            *[
                "**",
                "_",
                "[a](b)",
                "![",
                "](",
                "[^1]",
                "[^1]: ",
                ":::tip\n",
                "!!! note\n",
                "> [!NOTE]\n",
            ],
            *[
                "{{< x >}}",
                "{% x %}",
                "title: A\n",
                "date: 1\n",
                "From: a\nTo: b\n",
                "+++\n",
                '{"a": "b"}',
            ],
            *[
                "LONDON, 3 May — ",
                "Q: ",
                "A: ",
                "=====\n",
                "References\n\n",
                "co-\nop",
                "&amp;",
                "<!--",
                "-->",
            ],
            *[
                "e\u0301",
                "ﬁ",
                "\u00ad\n",
                "\u202e",
                "🔒 ",
                "网络。",
                "\ufffd",
                "Step 1: ",
                "…",
                "e.g. ",
            ],
        ]
    ),
    max_size=40,
).map("".join)


def sentences(text, **options):
    return [sentence.text for sentence in read(text, **options).sentences]


def test_the_founding_article_is_read(founding):
    assert founding.language == "en"
    assert len(founding.blocks) == 7
    assert founding.text.startswith("date 2022-08-26 □Chen Xiajing Chen Xiao")


def test_no_sentence_comes_from_the_byline(founding):
    assert founding.blocks[0].kind is BlockKind.BYLINE
    assert all(sentence.block > 0 for sentence in founding.sentences)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("It is more important.With the advent of data, life has changed.", "With the advent of"),
        ("They guarantee our security.Network security is a foundation.", "Network security is"),
        ("Security depends on the people.As of 2021, much has changed.", "As of 2021,"),
    ],
)
def test_a_run_together_sentence_is_split(text, second):
    assert sentences(text)[1].startswith(second)


@pytest.mark.parametrize(
    "text",
    [
        "We build it with Node.Js and with System.Text in the year of the release.",
        "Sign in at Login.gov before the end of the month, please.",
        "Prof. Smith wrote it, e.g. The Hobbit is not by him, in 3.5 hours.",
    ],
)
def test_a_dot_inside_a_name_splits_nothing(text):
    assert len(sentences(text)) <= (2 if "e.g." in text else 1)


@pytest.mark.parametrize(
    ("sentence", "flag"),
    [
        ("How can we promote the security of the network?", Flag.QUESTION),
        ("my country is a veritable Internet power of the world.", Flag.FIRST_PERSON),
        ("This makes every one of the attacks much easier to run.", Flag.DANGLING),
        ("Attackers may steal the data of a great many customers.", Flag.HEDGED),
        ("He called it “the best of all the possible worlds” in print.", Flag.DANGLING),
        ("The theme is “Promoting the New Trend of the Times” this time.", Flag.QUOTATION),
        ("Recently attackers have found new ways into many networks.", Flag.RELATIVE_TIME),
        ("Imagine a thief who holds the keys of all your accounts.", Flag.HYPOTHETICAL),
        ("Short one.", Flag.SHORT),
        (f"A {'very ' * 40}long sentence.", Flag.LONG),
    ],
)
def test_a_sentence_that_is_no_good_alone_is_flagged(sentence, flag):
    assert flag in read(f"{sentence} And one more sentence follows it.").sentences[0].flags


def test_advice_that_begins_with_it_is_necessary_stands_alone():
    text = "It is necessary to teach network security in every school."
    assert Flag.DANGLING not in read(text).sentences[0].flags


@settings(max_examples=300, deadline=None)
@given(MESSY | SCRAPS, st.sampled_from(list(Format)))
def test_offsets_are_exact_whatever_the_text(text, format):
    try:
        document = read(text, format=format)
    except UnreadableArticle:
        return
    assert unicodedata.is_normalized("NFC", document.text)
    for sentence in document.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        block = document.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
    for number in range(len(document.blocks)):
        for above in (document.lead_of(number), document.heading_of(number)):
            assert above is None or 0 <= above < number
    ends = [0, *(block.end for block in document.blocks)]
    assert all(block.start >= end for block, end in zip(document.blocks, ends, strict=False))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_sentence(source):
    refusal = ""
    try:
        assert read(source).text
    except UnreadableArticle as error:
        refusal = str(error)
    assert refusal == "" or refusal.endswith(".")


@settings(max_examples=50, deadline=None)
@given(MESSY | SCRAPS)
def test_a_document_is_rebuilt_from_its_text_and_blocks(text):
    try:
        document = read(text)
    except UnreadableArticle:
        return
    stored = [
        Block(BlockKind(b.kind.value), b.start, b.end, b.level, b.mark) for b in document.blocks
    ]
    rebuilt = Document.from_blocks(document.text, stored, document.title)
    assert rebuilt == document
    assert rebuilt.sentences == document.sentences


def test_blocks_outside_the_text_are_refused():
    with pytest.raises(ValueError, match="outside the text"):
        Document.from_blocks("short", [("paragraph", 0, 99, 0)])


@pytest.mark.parametrize(
    ("source", "code", "words"),
    [
        (b"", "empty", "no text"),
        (b" \n\t\n", "empty", "no text"),
        (b"---\ntitle: x\n---\n", None, None),
        (b"a" * 10_000_000, "too_large", f"limit of {LIMIT:,}"),
        (b"words\x00words", "binary", "NUL"),
        (b"%PDF-1.7 rest", "binary", "PDF"),
        (b"PK\x03\x04rest", "binary", "Word"),
        (b"caf\xe9 is not UTF-8", "encoding", "UTF-8"),
        ("half \ud800 character", "encoding", "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence_that_says_what_to_do(source, code, words):
    if code is None:
        assert read(source).text
        return
    with pytest.raises(UnreadableArticle, match=words) as refusal:
        read(source)
    assert refusal.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(encoding):
    assert read("Grüße aus Köln.".encode(encoding)).text == "Grüße aus Köln."


def test_markdown_loses_its_marks_and_front_matter():
    source = (
        "---\ntitle: Safe apps\n---\n# Apps\n\nUse *strong* [passwords](https://example.org) "
        "and `2fa`. {{< img src='x' >}}\n\n- first item\n- second item\n\n> quoted\n\n```\ncode()\n```\n"
    )
    document = read(source, format="markdown")
    assert document.title == "Safe apps"
    found = [(block.kind.value, document.block_text(n)) for n, block in enumerate(document.blocks)]
    assert found == [
        ("heading", "Apps"),
        ("paragraph", "Use strong passwords and 2fa."),
        ("list_item", "first item"),
        ("list_item", "second item"),
        ("quote", "quoted"),
        ("code", "code()"),
    ]


def test_html_loses_its_menus_and_scripts():
    source = (
        "<html><head><title>Safe</title><style>p{}</style></head><body><nav>Home</nav>"
        "<h1>Apps</h1><p>Use <b>strong</b> passwords.</p><script>evil()</script>"
        "<ul><li>first<li>second</ul><p hidden>secret</p><footer>legal</footer></body></html>"
    )
    document = read(source, format="html")
    assert document.title == "Safe"
    assert document.text == "Apps\n\nUse strong passwords.\n\nfirst\n\nsecond"


def test_html_nested_without_end_is_read():
    assert read("<div>" * 5_000 + "words stand here" + "</div>" * 5_000, format="html").text


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.md", "markdown"), ("A.HTML", "html"), ("a.txt", "text"), ("README", "text")],
)
def test_the_name_of_a_file_tells_its_format(name, format):
    assert format_of(name) == format


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The number of people that use the Internet is on the rise in all of the world.", "en"),
        ("Die Zahl der Menschen, die das Internet nutzen, steigt auf der ganzen Welt an.", "und"),
        ("El número de personas que usan Internet aumenta en todo el mundo cada año.", "und"),
        ("网络钓鱼是一种网络犯罪，攻击者冒充合法组织或个人。", "und"),
        ("12 34 56", "und"),
    ],
)
def test_only_english_is_taken_for_english(text, language):
    assert read(text).language == language
