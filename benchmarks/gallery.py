#!/usr/bin/env python3
"""Photographs the learner's pages of a running site into docs/images; see README.md."""

from __future__ import annotations

import argparse
import base64
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
SCHEMES = ("light", "dark")
QUALITY = 0.8

# Chromium encodes WebP, so that no image library is needed.
TO_WEBP = """async ([png, quality]) => {
    const picture = await createImageBitmap(await (await fetch(png)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d").drawImage(picture, 0, 0);
    const webp = await canvas.convertToBlob({ type: "image/webp", quality });
    const bytes = new Uint8Array(await webp.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


def main() -> None:
    """Take every picture, or those of one size and scheme."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", help="the address of a running site, such as http://127.0.0.1:8000")
    parser.add_argument("--quiz", default="lesson-phishing", help="the quiz that is taken")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for size in SIZES:
            for scheme in SCHEMES:
                _photograph(
                    browser, options.site.rstrip("/"), options.quiz, size, scheme, options.into
                )
        browser.close()


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def _photograph(browser: Browser, site: str, quiz: str, size: str, scheme: str, into: Path) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page, studio = context.new_page(), browser.new_page()

    def take(name: str) -> None:
        png = base64.b64encode(page.screenshot()).decode()
        webp = studio.evaluate(TO_WEBP, [f"data:image/png;base64,{png}", QUALITY])
        path = into / f"{name}-{size}-{scheme}.webp"
        path.write_bytes(base64.b64decode(webp))
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")

    _walk(page, site, quiz, take)
    studio.close()
    context.close()


def _walk(page: Page, site: str, quiz: str, take: Callable[[str], None]) -> None:
    verdict = page.get_by_role("heading", name=re.compile("Correct|Not quite|Partly right"))
    page.goto(site)
    take("first")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Check answer").click()
    verdict.wait_for()
    take("first-feedback")
    page.goto(f"{site}/quizzes/{quiz}/")
    take("quiz")
    page.get_by_role("button", name="Start the quiz").click()
    page.get_by_role("radio").nth(1).check()
    page.get_by_label("fairly sure").check()
    take("question")
    page.get_by_role("button", name="Check answer").click()
    verdict.wait_for()
    page.wait_for_timeout(400)
    take("feedback")
    page.goto(re.sub(r"/\d+/$", "/overview/", page.url))
    page.get_by_role("button", name=re.compile("Finish")).click()
    page.wait_for_url("**/result/")
    take("result")


if __name__ == "__main__":
    main()
