"""Every example in the README and on the site runs: a page's Python in one go, `rahmen` commands one by one."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rahmen.cli import app
from rahmen.start import new_study

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
PYTHON = {
    name: blocks for name, text in TEXTS.items() if (blocks := re.findall(r"```python\n(.*?)```", text, re.DOTALL))
}
COMMANDS = sorted({
    line.strip().removeprefix("$ ")
    for text in TEXTS.values()
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    for line in block.splitlines()
    if re.match(r"\s*\$ rahmen (?!study|verify)", line)  # these run in tests/test_cli_study.py
})  # fmt: skip


def test_there_are_examples():
    assert {"README.md", "docs/tutorial.md", "docs/howto/correct.md"} <= set(PYTHON)
    assert len(COMMANDS) > 5


@pytest.mark.parametrize("page", PYTHON)
def test_python_examples_run(page, tmp_path, monkeypatch):
    monkeypatch.setenv("RAHMEN_CORPUS", str(ROOT / "corpus"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_texts").mkdir()
    (tmp_path / "my_texts" / "a.txt").write_text("Viele sehen darin einen Akt des Widerstands.", encoding="utf-8")
    space = {}
    for block in PYTHON[page]:
        exec(compile(block, page, "exec"), space)


@pytest.mark.parametrize("page", TEXTS)
def test_examples_that_need_more_are_python_at_least(page):
    for block in re.findall(r"```python no-run\n(.*?)```", TEXTS[page], re.DOTALL):
        compile(block, page, "exec")


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text("Viele sehen darin einen Akt des Widerstands.", encoding="utf-8")
    for group in ("town", "state"):
        (tmp_path / "my_texts" / group).mkdir(parents=True)
        text = "Die Behörden sperrten das Konto. »Das ist Zensur«, sagte Ina Feld. Es regnet."
        (tmp_path / "my_texts" / group / f"{group}.txt").write_text(text, encoding="utf-8")
    if not command.startswith("rahmen new"):
        new_study(tmp_path / "my_study")
        shutil.copy(tmp_path / "my_study" / "codebook.toml", tmp_path / "mine.toml")
    coded = '{"text": "Sie protestieren.", "frames": ["resistance"]}\n{"text": "Es regnet.", "frames": []}'
    (tmp_path / "coded.jsonl").write_text(coded, encoding="utf-8")
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output


def test_every_address_can_be_opened_by_a_user():
    for address in re.findall(r"\]\((?!https?:|#)([^)#]+)", TEXTS["README.md"]):
        assert (ROOT / address).exists(), address
