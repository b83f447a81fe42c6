"""Codebooks checked and exported from the shell."""

import pytest
import yaml
from typer.testing import CliRunner

from rahmen.cli import app
from rahmen.codebook import load_codebook, to_quanteda

runner = CliRunner()
BOOK = """
name = "mine"
[groups]
sport = ["tor"]
[[label]]
name = "yes"
indicators = ["protest*", "akt * {widerstands,mutes}", "ab|lehn*", "wehr* … gegen",
  { find = "druck", without = "sport" }, { find = "lärm", weight = 0.5 }]
exclude = ["protestant*"]
examples = ["Sie protestieren.", "Sie schweigen."]
counter_examples = ["Der Protest war laut.", "Protestanten beten."]
[[label]]
name = "far"
indicators = ["weit … weg"]
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(BOOK, encoding="utf-8")
    return str(path)


def test_examples_that_come_out_wrong_are_findings(mine):
    result = runner.invoke(app, ["codebook", "check", mine])
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["yes\tsilent\tSie schweigen.", "yes\tfires\tDer Protest war laut."]
    assert "without any example: far" in result.stderr
    assert "2 of 4 examples and counter-examples come out right" in result.stderr
    assert runner.invoke(app, ["codebook", "check"]).exit_code == 0
    broken = runner.invoke(app, ["codebook", "check", "none.toml"])
    assert (broken.exit_code, broken.stderr.count("\n")) == (1, 1)


def test_a_dictionary_for_quanteda(mine, tmp_path):
    out = tmp_path / "mine.yml"
    result = runner.invoke(app, ["codebook", "export", mine, "--to", "quanteda", "--out", str(out)])
    assert result.exit_code == 0
    globs = yaml.safe_load(out.read_text(encoding="utf-8"))
    phrases = ["protest*", "akt * widerstands", "akt * mutes", "ablehn*", "abgelehn*", "abzulehn*"]
    assert globs == {"yes": phrases}
    assert "indicators left out, a gap between words or a parted verb: yes 1, far 1" in result.stderr
    assert "exclusions lost, a dictionary has none: yes 1" in result.stderr
    assert runner.invoke(app, ["codebook", "export", mine, "--out", str(out)]).exit_code == 1
    assert runner.invoke(app, ["codebook", "export", mine, "--to", "word"]).exit_code == 2


def test_what_is_missing_stands_beside_it(mine):
    text, notes = to_quanteda(mine)
    assert "# indicators left out: wehr* … gegen (a gap between words or a parted verb)" in text
    assert "# indicators partly left out: ab|lehn* (a gap between words or a parted verb)" in text
    assert "# indicators left out: druck (other words must or must not stand beside)" in text
    assert "# far: nothing of it can be expressed" in text
    assert notes["yes", "indicators left out", "it does not suffice alone (weight)"] == 1
    loose, _ = to_quanteda(mine, loose=True)
    assert {"druck", "lärm"} <= set(yaml.safe_load(loose)["yes"])
    assert yaml.safe_load(to_quanteda("stance")[0])
    assert any("negation" in why for _, _, why in to_quanteda("stance")[1])


def test_of_the_shipped_frames_about_two_thirds_cannot_be_expressed():
    """As the README says."""
    left = sum(n for (_, what, _), n in to_quanteda()[1].items() if what == "indicators left out")
    assert 0.6 < left / sum(len(label.rules) for label in load_codebook().labels) < 0.72
