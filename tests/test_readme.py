"""Every example in the README runs: Python blocks in one go, `rahmen` commands one by one."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rahmen.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.removeprefix("$ ").strip()
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ rahmen ") and " study" not in line
]


def test_there_are_examples():
    assert PYTHON
    assert COMMANDS


def test_python_examples_run(tmp_path, monkeypatch):
    monkeypatch.setenv("RAHMEN_CORPUS", str(ROOT / "corpus"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_texts").mkdir()
    (tmp_path / "my_texts" / "a.txt").write_text("Viele sehen darin einen Akt des Widerstands.", encoding="utf-8")
    space = {}
    for block in PYTHON:
        exec(compile(block, "README.md", "exec"), space)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text("Viele sehen darin einen Akt des Widerstands.", encoding="utf-8")
    (tmp_path / "my_texts").mkdir()
    (tmp_path / "my_texts" / "a.txt").write_text("Die Behörden sperrten das Konto.", encoding="utf-8")
    coded = '{"text": "Sie protestieren.", "frames": ["resistance"]}\n{"text": "Es regnet.", "frames": []}'
    (tmp_path / "coded.jsonl").write_text(coded, encoding="utf-8")
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output


def test_every_address_can_be_opened_by_a_user():
    for address in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / address).exists(), address
