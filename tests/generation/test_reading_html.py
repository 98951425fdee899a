"""HTML as it comes from sites, word processors and mail."""

import pytest

from quizzes.generation import read


def shown(source, format="html"):
    document = read(source, format=format)
    return [(block.kind.value, document.block_text(n)) for n, block in enumerate(document.blocks)]


TEXT = "Banks never ask for a password by mail, whatever the message says about your account."


@pytest.mark.parametrize(
    "around",
    [
        "<nav><ul><li>Home<li>About us</ul></nav>",
        '<div class="cookie-banner">We would like to store something.</div>',
        '<div id="sidebar"><p>Popular things of this week.</p></div>',
        '<ul class="breadcrumbs"><li>Home</li><li>News</li></ul>',
        '<div role="navigation">Menu of the site</div>',
        '<div role="dialog"><p>Accept it all, please.</p></div>',
        "<aside><p>More from this author.</p></aside>",
        '<section class="related-posts"><p>Another text to read.</p></section>',
        '<div class="share-buttons">Tell your friends</div>',
        "<form><p>Your address, please.</p><input><button>Send</button></form>",
        "<footer><p>All of the legal things.</p></footer>",
        '<p style="display: none">Hidden words.</p>',
        '<span aria-hidden="true">Hidden words.</span>',
        "<script>if (a < b) { alert('</div>') }</script>",
        "<style>p > b { color: red }</style>",
        "<noscript>Turn it on.</noscript>",
        "<template><p>Not shown.</p></template>",
        "<!-- <p>Not shown.</p> -->",
        "<svg><text>Drawn words</text></svg>",
        "<select><option>English<option>Deutsch</select>",
    ],
)
def test_what_surrounds_the_text_on_its_page_is_left_out(around):
    assert shown(f"<body>{around}<h1>Fraud</h1><p>{TEXT}</p>{around}</body>") == [
        ("heading", "Fraud"),
        ("paragraph", TEXT),
    ]


def test_the_main_part_of_a_page_is_preferred():
    page = f"<div><p>Some words around it.</p></div><main><h1>Fraud</h1><p>{TEXT}</p></main>"
    assert shown(page) == [("heading", "Fraud"), ("paragraph", TEXT)]


def test_a_page_inside_one_big_form_is_read():
    assert ("paragraph", TEXT) in shown(f"<form id='aspnet'><p>{TEXT}</p></form>")


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>Fraud &amp; you</title><p>x</p>", "Fraud & you"),
        ("<title>Fraud - Example Site</title><h1>Fraud</h1><p>x</p>", "Fraud"),
        ("<title>Example Site</title><h1>Fraud</h1><p>x</p>", "Example Site"),
        ("<h1>Fraud</h1><p>x</p>", "Fraud"),
        ("<h1>One</h1><p>x</p><h1>Two</h1><p>y</p>", ""),
    ],
)
def test_the_title_is_the_articles_own(source, title):
    assert read(source, format="html").title == title


def test_lists_are_nested_and_items_hold_paragraphs():
    source = (
        "<p>Do this:</p><ol><li>One<ul><li>Deep</li></ul></li><li><p>Two</p><p>More on two.</p></li>"
        "<li>Three</ol>"
    )
    document = read(source, format="html")
    found = [(b.kind.value, b.level, document.block_text(n)) for n, b in enumerate(document.blocks)]
    assert found == [
        ("paragraph", 0, "Do this:"),
        ("list_item", 1, "One"),
        ("list_item", 2, "Deep"),
        ("list_item", 1, "Two"),
        ("paragraph", 1, "More on two."),
        ("list_item", 1, "Three"),
    ]


def test_definitions_tables_quotes_code_and_captions_are_known():
    source = (
        "<dl><dt>Worm<dd>Software that spreads by itself.<dt>Bot<dd>A bot obeys somebody else.</dl>"
        "<table><tr><th>Name<td>Value</table><blockquote><p>Said.</p></blockquote><pre>a\n  b</pre>"
        "<figure><img src=x><figcaption>A lock</figcaption></figure>"
    )
    assert shown(source) == [
        ("paragraph", "Worm: Software that spreads by itself."),
        ("heading", "Bot"),
        ("paragraph", "A bot obeys somebody else."),
        ("other", "Name"),
        ("other", "Value"),
        ("quote", "Said."),
        ("code", "a\n  b"),
        ("other", "A lock"),
    ]


def test_layout_tables_of_newsletters_hold_text():
    assert shown(f'<table role="presentation"><tr><td>{TEXT}</td></tr></table>') == [
        ("paragraph", TEXT)
    ]
    long = f"{TEXT} {TEXT.replace('Banks', 'Shops')} {TEXT.replace('Banks', 'Offices')}"
    assert shown(f"<table><tr><td>{long}</td></tr></table>") == [("paragraph", long)]


def test_questions_that_fold_out_are_headings():
    source = f"<details><summary>Do banks ask?</summary><p>{TEXT}</p></details>"
    assert shown(source) == [("heading", "Do banks ask?"), ("paragraph", TEXT)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>10<sup>2</sup> keys<sup>[3]</sup> and more<sup>4</sup>.</p>", "10² keys and more."),
        ("<p>The 3<sup>rd</sup> key</p>", "The 3rd key"),
        ("<p>One<br>line</p>", "One line"),
        ("<p>a &lt; b &amp; c&nbsp;&hellip; &#8217;</p>", "a < b & c … ’"),
        ("<p>1 < 2 and 3 > 2</p>", "1 < 2 and 3 > 2"),
        ('<p title="a > b">Words</p>', "Words"),
        ("<p>so<b>me</b> <i>words</i></p>", "some words"),
        ("<p>He said <q>no</q>.</p>", "He said “no”."),
        ("<p>Old <del>gone</del> text</p>", "Old text"),
        ("<p>cut off <b", "cut off"),
        ("<p>Words<span style='mso-list:Ignore'>&nbsp;&nbsp;</span></p>", "Words"),
        ("<a name=top><p>Words after an anchor stay text.</p>", "Words after an anchor stay text."),
    ],
)
def test_words_come_out_as_a_reader_sees_them(source, text):
    assert read(source, format="html").text == text


def test_paragraphs_that_only_line_breaks_divide_are_paragraphs():
    assert shown("First one.<br><br>Second one.<br />\n<br />Third one.") == [
        ("paragraph", "First one."),
        ("paragraph", "Second one."),
        ("paragraph", "Third one."),
    ]


def test_links_alone_are_no_text():
    source = (
        f'<p><a href="/a">Home</a> | <a href="/b">Next</a></p><p>{TEXT} <a href="/c">More</a></p>'
    )
    assert [kind for kind, _ in shown(source)] == ["other", "paragraph"]


def test_html_in_a_text_file_is_read_as_html():
    source = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>"
    assert shown(source, "text") == [("paragraph", TEXT)]


def test_tags_that_never_close_lose_no_text():
    assert shown(f"<div><ul><li>One<p>Two<h2>Three<p>{TEXT}") == [
        ("list_item", "One"),
        ("paragraph", "Two"),
        ("heading", "Three"),
        ("paragraph", TEXT),
    ]
