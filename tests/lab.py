"""JupyterLab for the browser tests: a server of its own, and the few moves of a user that the tests need."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
ERRORS = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
ASKED = ".jp-Dialog button.jp-mod-accept"
QUIET = {"fetchNews": "false", "checkForUpdates": False}


@contextmanager
def served(folder, log):
    """Serve `folder` by JupyterLab on 127.0.0.1, at a random port and with a random token; give what opens a file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = log.parent / "jupyter"
    settings = own / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET), encoding="utf-8")
    places = (
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
        "JUPYTERLAB_WORKSPACES_DIR",
        "IPYTHONDIR",
    )
    token = secrets.token_hex(16)
    environment = {
        **os.environ, **{place: str(own / place.lower()) for place in places},
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"), "JUPYTER_TOKEN": token, "RAHMEN_CORPUS": str(ROOT / "corpus"),
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
               "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]  # fmt: skip
    with log.open("wb") as told:
        server = subprocess.Popen(command, env=environment, stdout=told, stderr=subprocess.STDOUT)
        try:
            _await(f"http://127.0.0.1:{port}/api?token={token}", server, log)
            yield lambda name: f"http://127.0.0.1:{port}/lab/tree/{name}?reset&token={token}"
        finally:
            server.terminate()  # the server ends its kernels
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(address, server, log, seconds=60):
    end = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < end:
        try:
            urlopen(address, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")


def opened(browser, address, path, **options):
    """Open a notebook in a new page and wait until its cells and its kernel are there."""
    page = browser.new_page(**options)
    page.set_default_timeout(90_000)  # a busy machine is slow, not wrong
    page.goto(address(path.name))
    cells = len(json.loads(path.read_text(encoding="utf-8"))["cells"])
    page.wait_for_function(f"document.querySelectorAll('.jp-Notebook .jp-Cell').length == {cells}")
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    return page


def run_all(page, seconds=120):
    """Run all cells by the menu and wait until each has its number; stop where one fails."""
    from playwright.sync_api import TimeoutError

    prompts = "[...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')].map(p => p.textContent)"
    for _ in range(
        3
    ):  # in the moment in which the kernel comes a click is lost at times, or JupyterLab asks for a kernel
        menu(page, "Run", "Run All Cells")
        try:
            page.wait_for_function(rf"{prompts}.some(p => /\[[*\d]/.test(p))", timeout=5000)
            break
        except TimeoutError:
            if page.locator(ASKED).count():
                page.locator(ASKED).click()
    done = rf"{prompts}.every(p => /\[\d+\]/.test(p)) || document.querySelector(`{ERRORS}`)"
    page.wait_for_function(done, timeout=1000 * seconds)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")


def dress(page, theme):
    """Choose a theme by the menu: Light or Dark."""
    menu(page, "Settings", "Theme", f"JupyterLab {theme}")
    page.wait_for_selector(f"body[data-jp-theme-light={'true' if theme == 'Light' else 'false'}]", state="attached")


def menu(page, bar, *entries):
    """Choose an entry of the menu bar, through submenus."""
    page.get_by_role("menuitem", name=bar, exact=True).click()
    for entry in entries:
        page.locator(".lm-Menu-item").filter(has=page.get_by_text(entry, exact=True)).click()
