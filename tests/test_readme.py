"""Every example in the README runs: Python blocks in one go, `rahmen` commands one by one."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rahmen.cli import app
from rahmen.start import new_study

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.strip().removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if re.match(r"\s*\$ rahmen (?!study|verify)", line)  # these run in tests/test_cli_study.py
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
    for address in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / address).exists(), address
