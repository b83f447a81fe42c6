"""Texts in the terminal: `rahmen read` and the view behind it."""

import re

import pandas as pd
import pytest
from rich.console import Console
from typer.testing import CliRunner

import rahmen
from rahmen.cli import app
from rahmen.views import read_terminal

runner = CliRunner()
TEXT = "»Das ist keine Zensur«, sagte Jan Ott. Nutzer protestieren gegen das Gesetz. Es regnet."


@pytest.fixture
def view():
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [TEXT]}))
    evidence = rahmen.explain(sentences, rahmen.CodebookClassifier())
    return read_terminal(sentences, evidence, clauses=rahmen.find_status(sentences))


def test_voice_and_status_stand_beside_the_frame(view):
    assert "keine Zensur[Ze¬, Jan Ott]«" in view.plain
    assert "protestieren[Wid]" in view.plain
    assert "Zensurrisiko: 1 sentence\n" in view.plain
    assert "¬ negated" in view.plain
    assert view.plain.endswith("Es regnet.")


def test_marks_are_coloured_and_others_in_italics(view):
    styles = {view.plain[span.start : span.end]: str(span.style) for span in view.spans}
    assert styles["protestieren"] == "bold #ffffff on #0072B2"
    assert any("italic" in style for text, style in styles.items() if text.startswith("Das ist"))


def test_the_text_is_all_there(view):
    body = view.plain.split("\n\n", 1)[1]
    assert re.sub(r"\[[^\]]*\]", "", body) == TEXT


def test_colour_only_on_a_terminal_that_wants_it(view, tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    plain = runner.invoke(app, ["read", str(path)])
    assert plain.exit_code == 0
    assert "\x1b" not in plain.stdout
    assert "[Ze¬, Jan Ott]" in plain.stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in runner.invoke(app, ["read", str(path)]).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in runner.invoke(app, ["read", str(path)]).stdout


def test_options_of_read(book):
    result = runner.invoke(app, ["read", "-", "--codebook", book, "--language", "en", "--no-voice"], input=TEXT)
    assert "Resistance: 1 sentence\n" in result.stdout
    assert "negated" not in result.stdout
    assert "no label found" in runner.invoke(app, ["read", "-"], input="Es regnet.").stdout


def test_brackets_in_a_text_stay():
    console = Console(color_system=None, width=200)
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": ["Ein [bold] Wort."]}))
    with console.capture() as shown:
        console.print(read_terminal(sentences, rahmen.explain(sentences, rahmen.CodebookClassifier())))
    assert "Ein [bold] Wort." in shown.get()
