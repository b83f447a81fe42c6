"""A study of one's own from the shell: begun, run, and verified."""

import json
import re
import shlex
import shutil

import nbformat
import pandas as pd
import pytest
from typer.testing import CliRunner

import rahmen
from rahmen import verify
from rahmen.cli import app

runner = CliRunner()


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A new study, run once as its README says."""
    folder = tmp_path_factory.mktemp("study") / "mine"
    assert runner.invoke(app, ["new", str(folder)]).exit_code == 0
    call = ["study", "--corpus", str(folder / "corpus"), "--notebooks", str(folder / "notebooks")]
    result = runner.invoke(app, [*call, "--out", str(folder / "results"), "--seed", "3"])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def study(begun, tmp_path, monkeypatch):
    """A copy of it; a second run gives the results of the first."""
    folder = tmp_path / "mine"
    shutil.copytree(begun, folder)
    monkeypatch.setattr(verify, "run_study", lambda corpus, out, *_: shutil.copytree(begun / "results", out))
    return folder


def differing(folder):
    result = runner.invoke(app, ["verify", str(folder / "results")])
    return result.exit_code, result.stdout


def test_a_new_study_has_what_its_readme_says(begun, tmp_path):
    for name in ("report.html", "run.json", "texts.html", "figures/shares.png", "tables/shares_table.csv"):
        assert (begun / "results" / name).is_file(), name
    assert rahmen.check_codebook(begun / "codebook.toml").empty
    notebook = nbformat.read(begun / "notebooks" / "01_first_look.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    again = runner.invoke(app, ["new", str(begun)])
    assert again.exit_code == 1
    assert "is there already; name a new folder" in again.stderr


def test_the_commands_of_its_readme_run(study, monkeypatch):
    monkeypatch.chdir(study)
    text = (study / "README.md").read_text(encoding="utf-8")
    commands = [*re.findall(r"^ +(rahmen .+)$", text, re.MULTILINE), *re.findall(r"`(rahmen read .+?)`", text)]
    assert len(commands) == 6
    for command in commands[1:]:  # the first is the study itself
        if "--gold" in command:
            sheet = pd.read_excel("sheet.xlsx", dtype=object)
            sheet.assign(done="x").to_excel("sheet.xlsx", index=False)
        result = runner.invoke(app, shlex.split(command)[1:])
        assert result.exit_code == 0, (command, result.output)


def test_own_texts_are_taken(tmp_path):
    for name, text in {"town/a": "Ein Satz.", "state/b": "Öl!", "state/deep/c": "Tee."}.items():
        file = tmp_path / "texts" / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("cp1252"))
    result = runner.invoke(app, ["new", str(tmp_path / "mine"), "--texts", str(tmp_path / "texts")])
    assert result.exit_code == 0, result.output
    documents = rahmen.load_corpus(tmp_path / "mine" / "corpus")
    assert documents[["doc", "group", "text"]].values.tolist() == [
        ["b", "state", "Öl!"], ["c", "state", "Tee."], ["a", "town", "Ein Satz."],
    ]  # fmt: skip
    (tmp_path / "texts" / "town" / "b.txt").write_text("Noch ein Satz.", encoding="utf-8")
    with pytest.warns(UserWarning, match="Windows-1252"):
        rahmen.new_study(tmp_path / "twice", tmp_path / "texts")
    documents = rahmen.load_corpus(tmp_path / "twice" / "corpus")
    assert documents["doc"].tolist() == ["state-b", "state-deep-c", "town-a", "town-b"]
    missing = runner.invoke(app, ["new", str(tmp_path / "no"), "--texts", str(tmp_path / "none")])
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "no").exists()


def test_a_run_tells_what_it_rests_on(begun):
    run = json.loads((begun / "results" / "run.json").read_text(encoding="utf-8"))
    assert (run["seed"], run["corpus"], run["notebooks"]) == (3, "../corpus", "../notebooks")
    assert set(run["codebooks_sha256"]) == {"rahmen/frames", "rahmen/stance", "codebook.toml"}
    assert set(run["notebooks_sha256"]) == {"01_first_look.ipynb"}
    assert "frames" in run["models_sha256"]
    assert "../corpus" not in (begun / "results" / "report.html").read_text(encoding="utf-8")


def test_a_second_run_gives_the_same(begun):
    result = runner.invoke(app, ["verify", str(begun / "results")])
    assert result.exit_code == 0, result.output
    assert "figure: 1 of 1 the same" in result.stdout
    svg = (begun / "results" / "figures" / "shares.svg").read_text(encoding="utf-8")
    assert "Date" not in svg


def test_what_differs_is_told(study):
    table = study / "results" / "tables" / "shares_table.csv"
    pd.read_csv(table).assign(share=lambda t: t["share"] + 0.25).to_csv(table, index=False)
    with (study / "codebook.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    (study / "results" / "tables" / "gone.csv").write_text("a\n1\n", encoding="utf-8")
    (study / "results" / "texts.html").unlink()
    picture = study / "results" / "figures" / "shares.png"
    rahmen.views.profile(pd.read_csv(table).query("group == 'herald'")).savefig(picture)
    code, told = differing(study)
    assert code == 1
    assert "codebook codebook.toml: changed since" in told
    assert "table tables/shares_table.csv: 4 of" in told
    assert "cells differ, by 0.25 at most, in share" in told
    assert "table tables/gone.csv: does not come out any more" in told
    assert "text texts.html: is new" in told
    assert "figure figures/shares.png: " in told


def test_rounding_and_saved_outputs_are_no_difference(study):
    table = study / "results" / "tables" / "shares_table.csv"
    pd.read_csv(table).assign(share=lambda t: t["share"] * (1 + 1e-12)).to_csv(table, index=False)
    shutil.copy(study / "results" / "notebooks" / "01_first_look.ipynb", study / "notebooks")  # executed
    assert differing(study)[0] == 0


def test_other_versions_are_told_and_no_fault(study):
    file = study / "results" / "run.json"
    run = json.loads(file.read_text(encoding="utf-8"))
    run["packages"]["numpy"] = "1.0"
    file.write_text(json.dumps(run), encoding="utf-8")
    code, told = differing(study)
    assert code == 0
    assert "version numpy: 1.0 then, " in told


def test_what_cannot_be_verified_is_one_line(study):
    shutil.rmtree(study / "corpus")
    assert runner.invoke(app, ["verify", str(study)]).stderr.startswith("rahmen: ")
    result = runner.invoke(app, ["verify", str(study / "results")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "say --corpus" in result.stderr
    (study / "results" / "run.json").write_text("{", encoding="utf-8")
    assert "broken as JSON" in runner.invoke(app, ["verify", str(study / "results")]).stderr
