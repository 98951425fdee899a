"""Two ways to use a page: by keys alone, and without JavaScript. A walk is written once and done in both."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Locator, expect

MOST_TABS = 150
HAS_FOCUS = "e => e === document.activeElement"
ASKS = """e => e.matches('a[href]:not([href^="#"], [download]), button[type=submit], input[type=submit]')"""


class Person:
    """Somebody in a browser of their own, who finds things by what they are called."""

    def __init__(self, context: Any, home: str) -> None:
        self.context, self.home = context, home
        self.page = context.new_page()

    def is_signed_in_as(self, client: Any) -> None:
        """Take over the cookies of a test's client."""
        found = [{"name": k, "value": m.value, "url": self.home} for k, m in client.cookies.items()]
        self.context.add_cookies(found)

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.home + path)

    def follow(self, name: Any, place: Any = None) -> None:
        """Follow the first link of that name."""
        self.press(name, "link", place)

    def press(self, name: Any, role: str = "button", place: Any = None) -> None:
        """Press the first button (or what `role` says) of that name."""
        self.act_on((place or self.page).get_by_role(role, name=name).first)

    def choose(self, label: Any, role: str = "radio") -> None:
        """Choose one of several."""
        self.mark(self.page.get_by_role(role, name=label).first)

    def write(self, label: Any, text: str) -> None:
        """Type into the field of that name, in place of what stands there."""
        self.type_into(self.page.get_by_label(label).first, text)

    def pick(self, label: Any, entry: str) -> None:
        """Pick an entry of a list."""
        self.pick_in(self.page.get_by_label(label).first, entry)

    def reads(self, text: Any) -> None:
        """Read that on the page that comes."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=20_000)

    def act_on(self, target: Locator) -> None:
        """Press it, whatever it is."""
        raise NotImplementedError

    def mark(self, target: Locator) -> None:
        """Choose a radio button, or tick a box."""
        raise NotImplementedError

    def type_into(self, target: Locator, text: str) -> None:
        """Type, in place of what stands there."""
        raise NotImplementedError

    def pick_in(self, target: Locator, entry: str) -> None:
        """Pick an entry by its text."""
        raise NotImplementedError


def _is_the_page(answer: Any) -> bool:
    asked = answer.request.resource_type in {"document", "xhr", "fetch"}
    return asked and not 300 <= answer.status < 400


class Keys(Person):
    """Tab, arrows, Space, Enter and letters: nothing is clicked, and the test focuses nothing itself."""

    def reach(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        target.wait_for(state="visible")
        for _ in range(MOST_TABS):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def act_on(self, target: Locator) -> None:
        self.reach(target)
        if not target.evaluate(ASKS):
            self.page.keyboard.press("Enter")
            return
        self.page.evaluate("() => { window.isLeft = true; }")
        with self.page.expect_response(_is_the_page) as answer:
            self.page.keyboard.press("Enter")
        if answer.value.request.resource_type == "document":
            self._arrive()
        else:
            self.page.wait_for_timeout(100)  # what comes takes the place of what was there

    def _arrive(self) -> None:
        """Wait until the page that was left is gone and the next one stands there."""
        for _ in range(400):
            with suppress(Error):  # it goes while it is asked
                if self.page.evaluate("() => !window.isLeft && document.readyState === 'complete'"):
                    return
            self.page.wait_for_timeout(50)
        raise AssertionError("the next page never came")

    def mark(self, target: Locator) -> None:
        target.wait_for(state="attached")
        if target.get_attribute("type") == "radio":
            self._turn_to(target)
        else:
            self.reach(target)
        if not target.is_checked():
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def _turn_to(self, target: Locator) -> None:
        """Into the group by Tab, which reaches one of it, and through it by the arrow."""
        name = target.get_attribute("name")
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.name") == name:
                break
            self.page.keyboard.press("Tab")
        for _ in range(30):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow never reaches {target}")

    def type_into(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def pick_in(self, target: Locator, entry: str) -> None:
        self.reach(target)
        self.page.keyboard.type(entry)
        expect(target.locator("option:checked")).to_have_text(entry)


class Plain(Person):
    """A mouse and no JavaScript: every act is a link or a form that the server answers by a page."""

    def act_on(self, target: Locator) -> None:
        target.click()

    def mark(self, target: Locator) -> None:
        target.check()

    def type_into(self, target: Locator, text: str) -> None:
        target.fill(text)

    def pick_in(self, target: Locator, entry: str) -> None:
        target.select_option(label=entry)
