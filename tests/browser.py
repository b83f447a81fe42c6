"""A real browser for the tests: Debian's, or whichever Chromium is installed; none is ever downloaded."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SCREENSHOTS = Path(__file__).parent.parent / "build" / "screenshots"


@contextmanager
def started():
    """Start Chromium without a window and end it; the test is skipped where there is none, or fails if it must be."""
    path = os.environ.get("RAHMEN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing("no Chromium found: 'apt install chromium', or say where it is in RAHMEN_CHROMIUM")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("no Playwright found: install the extra rahmen[dev]")
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium refuses its sandbox to root
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield browser
        browser.close()


def missing(why):
    """Skip the test, or fail where RAHMEN_REQUIRE_BROWSER=1 says that a browser must be there."""
    if os.environ.get("RAHMEN_REQUIRE_BROWSER") == "1":
        pytest.fail(why)
    pytest.skip(why)


def screenshot(page, name, **options):
    """Keep a picture of the page in build/screenshots, to be looked at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", **options)
