"""What surrounds an article on its page is kept, but nothing is asked of it."""

import pytest

from quizzes.generation import read

LONG = "Attackers send messages that look as if they came from a bank, and they ask for secrets."


def asked(text, format="text"):
    document = read(text, format=format)
    return [s.text for s in document.sentences]


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Example",
        "Published on 3 May 2024",
        "Last updated: 2024-05-03",
        "3 hours ago",
        "5 min read",
        "Posted 10:45 AM",
        "Written by Ann Example and Bob Example, 3 May 2024",
        "Source: Example Agency",
    ],
)
def test_who_wrote_it_and_when_is_set_apart(line):
    assert asked(f"A safe title\n\n{line}\n\n{LONG}") == [LONG]


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to give you the best of all experiences on this site of ours.",
        "This website uses cookies. By continuing you agree to it.",
        "By clicking “Accept all” you agree to the storing of cookies on your device.",
        "An official website of the United States government",
        "The .gov means it’s official.",
        "You are receiving this email because you signed up for it.",
        "View this email in your browser",
        "Was this page helpful?",
        "Share this article on your favourite network",
        "Subscribe to our newsletter and never miss a thing.",
        "© 2024 Example Agency. All rights reserved.",
        "Home > Safety > Phishing",
        "Read more: Ten signs of fraud",
        "https://example.org/a/very/long/address",
        "Figure 3: The number of frauds in each of the years",
        "Photo: Ann Example / Example Agency",
        "Image credit: Ann Example",
        "Table 2. Frauds by year",
        "(Source: Example Agency, 2024)",
        "A lock on a door | Photo: Ann Example",
        "Dear colleagues,",
        "Kind regards,",
        "This message may be confidential and is intended for its receiver alone.",
        "This article was originally published by another site.",
    ],
)
def test_notices_captions_and_calls_are_set_apart(line):
    assert asked(f"A safe title\n\n{LONG}\n\n{line}\n\nThe last sentence of it stands here.") == [
        LONG,
        "The last sentence of it stands here.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Cookies are small files that a website stores on the device of a visitor.",
        "Source code should never hold any passwords at all.",
        "Images can carry malware that runs when they are opened.",
        "By changing one password you change them all.",
        "Thank criminals for nothing and report whatever they send you.",
        "Tables turned when the attackers were caught by the police in 2019.",
        "Comments can hold links that lead to a page full of malware.",
        "Menu bars may be faked, so look at the address.",
        "Subscribe to nothing that you did not ask for, whatever a message may say to you about it all.",
    ],
)
def test_sentences_that_begin_like_a_notice_are_text(line):
    assert line in asked(f"A safe title\n\n{LONG}\n\n{line}\n\nThe last one stands here today.")


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "Further reading",
        "Related posts",
        "See also",
        "Table of contents",
        "On this page",
        "About the author",
        "You may also like",
        "Sources",
        "External links",
        "Comments",
        "RELATED ARTICLES",
        "Contact us",
        "For more information",
    ],
)
def test_lists_of_other_pages_are_set_apart_to_the_next_heading(heading):
    text = f"# Safe\n\n{LONG}\n\n## {heading}\n\n- A list of other things\n\nAnd a paragraph of them.\n\n## Next\n\nText goes on here.\n"
    assert asked(text, "markdown") == [LONG, "Text goes on here."]


@pytest.mark.parametrize(
    "place",
    [
        "LONDON, 3 May — ",
        "WASHINGTON (AP) — ",
        "NEW YORK, May 3, 2024 – ",
        "Paris, 3 May 2024 - ",
        "BERLIN -- ",
        "ROCHESTER — ",
        "SALT LAKE CITY – ",
        "SPRINGFIELD, Ill. (Example News) — ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(place):
    document = read(f"{place}{LONG}")
    assert [s.text for s in document.sentences] == [LONG]
    assert document.blocks[0].kind == "byline"


@pytest.mark.parametrize(
    "text",
    [
        "VPN — a network inside of another network that nobody can look into.",
        "HTTPS - a protocol that encrypts what a browser and a site tell each other.",
        "WARNING — Never open the file that came with the message to you.",
        "PHISHING – Criminals send mail that asks for secrets of all sorts.",
        "WARNING — do not open the file that came with the message.",
        "Phishing – a fraud by mail that asks for secrets of all sorts.",
        "In London, 3 May is the day of safe passwords - as everybody knows.",
    ],
)
def test_a_definition_with_a_dash_is_no_dateline(text):
    assert asked(text) == [text]


def test_who_the_author_is_stands_apart_at_the_end():
    bio = "Ann Example is a writer at Example Agency who has followed fraud for ten years."
    assert asked(f"{LONG}\n\nThe second paragraph stands here.\n\n{bio}")[-1] != bio
    assert asked(f"{LONG} The end of it is here. {bio}") == [LONG, "The end of it is here."]


def test_what_a_page_prints_twice_is_asked_once():
    assert asked(f"{LONG}\n\nAnother paragraph is here.\n\n{LONG}") == [
        LONG,
        "Another paragraph is here.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for alerts from the bank to learn of a theft at once.",
        "Copyright notices that come by mail are a common lure of fraud.",
        "Credit-card numbers are stolen by a device on top of the reader.",
        "Photo-sharing apps tell strangers where a picture was taken.",
        "Video calls can be forged with the face of a known person.",
        "Images by mail can hold malware that runs when they are shown.",
        "Best passwords are long.",
        "Source addresses can be forged by whoever sends the message.",
    ],
)
def test_advice_that_begins_like_a_call_or_a_caption_is_text(line):
    assert line in asked(f"A safe title\n\n{LONG}\n\n{line}\n\nThe last one stands here today.")


def test_what_readers_wrote_below_the_article_is_set_apart():
    text = (
        f"A safe title\n\n{LONG}\n\nLeave a Reply\n\nFill in your details below to log in:\n\nSite Logo\n\n"
        "You are commenting with an account of yours that is not known here.\n\n"
        "Ann says that she never saw anything like that in all of her life.\n"
    )
    assert asked(text) == [LONG]


@pytest.mark.parametrize(
    "line",
    [
        "— Example Agency (@example) July 3, 2017",
        "Stay safe. Be aware of it. pic.twitter.com/aBcDeF",
        "https://example.org/one https://example.org/two www.example.org",
        "///",
        "Your email address will not be published.",
    ],
)
def test_what_other_services_left_is_set_apart(line):
    assert asked(f"A safe title\n\n{LONG}\n\n{line}\n\nThe last sentence stands here.")[1:] == [
        "The last sentence stands here."
    ]
