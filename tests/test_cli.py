import pandas as pd
import pytest
from typer.testing import CliRunner

import rahmen
from rahmen.cli import app

runner = CliRunner()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("Nutzer protestieren gegen das Gesetz. Es regnet.", encoding="utf-8")
    return path


def test_version_and_help():
    assert runner.invoke(app, ["--version"]).output.strip() == f"rahmen {rahmen.__version__}"
    for command in ("study", "annotate", "annotate-corpus", "rules"):
        result = runner.invoke(app, [command, "--help"])
        assert result.exit_code == 0
        assert "Example" in result.output


def test_annotate_writes_codes_and_evidence(article, tmp_path):
    out = tmp_path / "codes.csv"
    assert runner.invoke(app, ["annotate", str(article), "--out", str(out)]).exit_code == 0
    codes = pd.read_csv(out)
    assert len(codes) == 16
    assert codes.query("value == 1")["label"].tolist() == ["resistance"]
    assert (
        runner.invoke(app, ["annotate", str(article), "--out", str(tmp_path / "e.parquet"), "--evidence"]).exit_code
        == 0
    )
    assert pd.read_parquet(tmp_path / "e.parquet")["label"].tolist() == ["resistance"]


def test_stdin_and_stdout(article):
    result = runner.invoke(app, ["annotate", "-", "--evidence"], input=article.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert "resistance" in result.stdout


def test_nothing_is_overwritten_unasked(article, tmp_path):
    out = tmp_path / "codes.csv"
    out.write_text("mine", encoding="utf-8")
    result = runner.invoke(app, ["annotate", str(article), "--out", str(out)])
    assert result.exit_code == 1
    assert "say --force" in result.output
    assert out.read_text(encoding="utf-8") == "mine"
    assert runner.invoke(app, ["annotate", str(article), "--out", str(out), "--force"]).exit_code == 0


def test_annotate_corpus_writes_a_folder_once(article, tmp_path):
    source, out = tmp_path / "press.csv", tmp_path / "coded"
    source.write_text("id;body;party\n1;Nutzer protestieren.;A\n2;;B\n", encoding="utf-8")
    call = ["annotate-corpus", str(source), str(out), "--doc", "id", "--text", "body", "--sep", ";"]
    result = runner.invoke(app, [*call, "--metadata", "party"])
    assert result.exit_code == 0
    assert "1 documents, 1 sentences, 8 codes, 1 rejects" in result.output
    assert pd.read_parquet(out / "codes").query("value == 1")[["label", "party"]].values.tolist() == [
        ["resistance", "A"]
    ]
    result = runner.invoke(app, call)
    assert result.exit_code == 1
    assert "holds another run (of its parameters, metadata" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["annotate", "none.txt"], "no file or folder 'none.txt'"),
        (["annotate", "ARTICLE", "--codebook", "none.toml"], "no codebook 'none.toml'"),
        (["annotate", "ARTICLE", "--out", "codes.xyz"], "must be .csv or .parquet"),
        (["study", "--corpus", "nowhere"], "holds no metadata.csv"),
    ],
)
def test_errors_are_one_line(article, arguments, message):
    result = runner.invoke(app, [str(article) if a == "ARTICLE" else a for a in arguments])
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.strip().count("\n") == 0


def test_rules_are_listed(article):
    result = runner.invoke(app, ["rules", str(article)])
    assert result.exit_code == 0
    assert "resistance" in result.output


def test_a_file_is_one_file_whatever_stands_below_it(article, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "article.txt").write_text("Zensur!", encoding="utf-8")
    odd = tmp_path / "art [1].txt"
    odd.write_text("Sie protestieren.", encoding="utf-8")
    for path in (article, odd):
        result = runner.invoke(app, ["annotate", str(path), "--evidence"])
        assert result.exit_code == 0
        assert "resistance" in result.stdout
        assert "censorship_risk" not in result.stdout
    table = tmp_path / "D.CSV"
    table.write_text("doc,text\na,Sie protestieren.\n", encoding="utf-8")
    assert "a,0," in runner.invoke(app, ["annotate", str(table), "--evidence"]).stdout


def test_files_of_another_kind_are_refused(tmp_path):
    (tmp_path / "d.tsv").write_text("a\tb", encoding="utf-8")
    result = runner.invoke(app, ["annotate", str(tmp_path / "d.tsv")])
    assert result.exit_code == 1
    assert "are not read" in result.output
