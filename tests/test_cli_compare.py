"""Groups compared and sheets drawn from the shell."""

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from rahmen.cli import app

runner = CliRunner()


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    for group, words in {"town": ("protestieren", "streiten"), "state": ("warten", "reden")}.items():
        (folder / group).mkdir(parents=True)
        for n in range(11):
            text = f"Die Leute {words[n % 2]} am Tag {n}. Es regnet seit Stunden. »Wir lehnen das ab«, sagt Ina Feld."
            (folder / group / f"{group}{n}.txt").write_text(text, encoding="utf-8")
    return folder


def test_groups_are_compared_with_readings(texts, book, tmp_path):
    call = ["compare", str(texts), "--a", "town", "--b", "state", "--codebook", book]
    result = runner.invoke(app, call)
    assert result.exit_code == 0
    assert "resistance: town 51.5%, state 33.3%: difference +18.2 points" in result.stdout
    assert "so that several may be read at once" in result.stdout
    assert runner.invoke(app, [*call, "--out", str(tmp_path / "d.csv")]).stdout == ""
    table = pd.read_csv(tmp_path / "d.csv")
    assert table["label"].tolist() == ["resistance", "opportunity"]
    assert runner.invoke(app, [*call, "--out", str(tmp_path / "d.json")]).exit_code == 0
    whole = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert (whole["a"], whole["b"], whole["labels"][0]["label"]) == ("town", "state", "resistance")
    assert whole["note"]


def test_a_condition_asks_for_voice(texts, book):
    call = ["compare", str(texts), "--a", "town", "--b", "state", "--codebook", book, "--where", "voice == 'own'"]
    result = runner.invoke(app, call)
    assert "resistance: town 18.2%, state 0.0%" in result.stdout


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_codes_at_hand_are_compared(texts, book, tmp_path, ending):
    codes = tmp_path / f"codes.{ending}"
    assert runner.invoke(app, ["annotate", str(texts), "--codebook", book, "--out", str(codes)]).exit_code == 0
    call = ["compare", str(codes), "--a", "town", "--b", "state"]
    result = runner.invoke(app, [*call, "--where", "voice == 'own'"])
    assert "resistance: town 18.2%, state 0.0%" in result.stdout
    result = runner.invoke(app, [*call, "--gold", "sheet.csv"])
    assert result.exit_code == 1
    assert "--gold needs the texts" in result.stderr


def test_a_sheet_goes_out_and_corrects_when_it_comes_back(texts, book, tmp_path):
    sheet = tmp_path / "sheet.csv"
    call = ["sheet", str(texts), "--n", "30", "--seed", "1", "--design", "stratified", "--codebook", book]
    result = runner.invoke(app, [*call, "--out", str(sheet)])
    assert "wrote 30 of 66 sentences" in result.stderr
    drawn = pd.read_csv(sheet, dtype=str, keep_default_na=False)
    assert drawn["stratum"].value_counts().to_dict() == {"town": 15, "state": 15}
    assert (drawn[["resistance", "opportunity"]] == "").all(axis=None)
    drawn["done"] = "x"
    drawn.loc[drawn["text"].str.contains("protestieren|lehnen"), "resistance"] = "1"
    drawn.to_csv(tmp_path / "anna.csv", index=False)
    call = ["compare", str(texts), "--a", "town", "--b", "state", "--codebook", book]
    result = runner.invoke(app, [*call, "--gold", str(tmp_path / "anna.csv")])
    assert result.exit_code == 0
    assert "correct" in result.stdout.split("resistance: ")[1].splitlines()[0]


@pytest.mark.parametrize("ending", ["xlsx", "jsonl", "json", "tsv"])
def test_sheets_in_every_format(texts, book, tmp_path, ending):
    out = tmp_path / f"sheet.{ending}"
    call = ["sheet", str(texts), "--n", "5", "--codebook", book, "--out", str(out)]
    assert runner.invoke(app, call).exit_code == 0
    assert out.stat().st_size > 100
    again = runner.invoke(app, call)
    assert again.exit_code == 1
    assert "say --force" in again.stderr


def test_an_enriched_sheet_on_standard_output(texts, book):
    call = ["sheet", str(texts), "--n", "8", "--design", "enriched", "--codebook", book, "--out", "-"]
    result = runner.invoke(app, call)
    assert result.stdout.splitlines()[0].startswith("scheme,doc,start,end,sha1,probability,stratum,before,text,after")
    assert result.stdout.count("\n") == 9


def test_what_cannot_be_is_one_line(texts, book, tmp_path):
    for call, message in (
        (["compare", str(texts), "--a", "town", "--b", "moon"], "no codes with group 'moon'"),
        (["compare", str(texts), "--a", "x", "--b", "y", "--by", "party"], "no column 'party'"),
        (["sheet", str(texts), "--n", "99", "--out", "-"], "cannot draw 99 of 66"),
        (["sheet", str(texts), "--out", str(tmp_path / "s.doc")], "the ending must be .csv"),
        (["sheet", str(texts), "--out", str(tmp_path / "no" / "s.csv")], "make it first"),
    ):
        result = runner.invoke(app, [*call, "--codebook", book])
        assert (result.exit_code, result.stdout) == (1, "")
        assert message in result.stderr
        assert result.stderr.count("\n") == 1
