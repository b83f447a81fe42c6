import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import rahmen
from rahmen.cli import app

runner = CliRunner()
TO_PACKAGE = os.environ | {"PYTHONPATH": str(Path(rahmen.__file__).parent.parent)}
MODELS = Path(rahmen.__file__).parent / "coders" / "models"
COMMANDS = (
    "study", "verify", "new", "annotate", "annotate-corpus", "read", "rules", "compare", "sheet", "evaluate",
    "codebook check", "codebook export",
)  # fmt: skip


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("Nutzer protestieren gegen das Gesetz. Es regnet.", encoding="utf-8")
    return path


def test_version_and_help():
    assert runner.invoke(app, ["--version"]).output.strip() == f"rahmen {rahmen.__version__}"
    for command in COMMANDS:
        result = runner.invoke(app, [*command.split(), "--help"])
        assert result.exit_code == 0
        assert f"rahmen {command}" in result.output.split("Example")[1], command


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
        (["annotate", "ARTICLE", "--out", "folder.csv", "--force"], "'folder.csv' is a folder; name a file"),
        (["annotate", "head.csv"], "head.csv: there is no document in it"),
        (["annotate", "zero.jsonl"], "zero.jsonl: there is no document in it"),
        (["annotate", "other.csv"], "other.csv: no column 'text'; there are a, b: name another (text=, on the shell"),
        (["annotate", "nulls.parquet"], "nulls.parquet: the text of document 'b' is empty (1 of 2); mend it, or leave"),
        (["read", "zero.txt", "--drop-empty"], "no text at all in zero.txt"),
        (["compare", "numbers.csv", "--by", "party", "--a", "1", "--b", "1"], "a and b are the same, '1'"),
        (["evaluate", "coded.jsonl", "--coder", "codebook"], "coded.jsonl, sentence 1: the coder does not know 'x'"),
        (["evaluate", "coded.jsonl", "--out", "zero.txt"], "'zero.txt' is a file; name a folder"),
    ],
)
def test_errors_are_one_line(article, odd, arguments, message):
    result = runner.invoke(app, [str(article) if a == "ARTICLE" else a for a in arguments])
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.strip().count("\n") == 0


@pytest.fixture
def odd(tmp_path, monkeypatch):
    """Files as they come: without a row, with gaps, with semicolons and groups that are numbers."""
    files = {"head.csv": "doc,text\n", "zero.jsonl": "", "other.csv": "a,b\n1,2\n", "zero.txt": "",
             "numbers.csv": "doc;text;party\na;Sie protestieren.;1\nb;Es regnet.;2\n",
             "coded.jsonl": '{"text": "Es regnet.", "frames": ["x"]}\n'}  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    pd.DataFrame({"doc": ["a", "b"], "text": ["Sie protestieren.", None]}).to_parquet(tmp_path / "nulls.parquet")
    (tmp_path / "folder.csv").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_odd_files_are_read(odd):
    result = runner.invoke(app, ["annotate", "nulls.parquet", "--drop-empty", "--evidence"])
    assert result.exit_code == 0
    assert "protestieren" in result.stdout
    for out in ("codes.csv", "codes.parquet"):
        assert runner.invoke(app, ["annotate", "numbers.csv", "--no-voice", "--out", out]).exit_code == 0
        result = runner.invoke(app, ["compare", out, "--by", "party", "--a", "1", "--b", "2"])
        assert result.exit_code == 0
        assert re.search(r"resistance +100\.0% +0\.0%", result.stdout)


def test_a_full_disk_is_told_in_one_line(article):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here: a file on a full disk")
    for command in ("read", "rules", "annotate"):
        with Path("/dev/full").open("w") as full:
            call = [sys.executable, "-c", "from rahmen.cli import app; app()", command, str(article)]
            done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, env=TO_PACKAGE)
        assert (done.returncode, done.stderr) == (1, "rahmen: writing: No space left on device\n"), command


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


def test_several_sources_at_once(article, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "article.txt").write_text("Sie protestieren.", encoding="utf-8")
    (tmp_path / "other.jsonl").write_text('{"doc": "o", "text": "Es schneit."}\n', encoding="utf-8")
    call = ["annotate", str(article), str(tmp_path / "other.jsonl"), "--no-voice", "--out", str(tmp_path / "c.parquet")]
    assert runner.invoke(app, call).exit_code == 0
    codes = pd.read_parquet(tmp_path / "c.parquet")
    assert codes["doc"].unique().tolist() == ["article", "o"]
    assert codes["voice"].isna().all()
    result = runner.invoke(app, ["annotate", str(article), str(folder), "--evidence", "--out", "-"])  # one name twice
    docs = [line.split(",")[0] for line in result.stdout.splitlines()[1:]]
    assert docs == [(tmp_path / "article").as_posix(), (folder / "article").as_posix()]


def test_a_folder_with_metadata_is_read_as_a_corpus(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("Sie protestieren.", encoding="utf-8")
    head = "doc,group,event,outlet_type,date,title,language,licence,origin"
    (tmp_path / "metadata.csv").write_text(f"{head}\nx,a,strike,o,2030-01-01,T,de,x,invented\n", encoding="utf-8")
    assert ",strike," in runner.invoke(app, ["annotate", str(tmp_path)]).stdout
    (tmp_path / "metadata.csv").write_text("file,year\nx,2030\n", encoding="utf-8")  # somebody's own
    assert "a/x,0," in runner.invoke(app, ["annotate", str(tmp_path)]).stdout


def test_the_coder_is_chosen(article, tmp_path):
    saved = tmp_path / "own.safetensors"
    texts = ["Die Nutzer protestieren.", "Es regnet."] * 5
    rahmen.FrameClassifier(encoder=None, folds=2).fit(texts, [["protest"], []] * 5).save(saved)
    result = runner.invoke(app, ["annotate", str(article), "--coder", str(saved), "--no-voice"])
    assert result.exit_code == 0
    assert ",own,protest,learned:own,1," in result.stdout
    for wrong, message in (
        (["--coder", "none"], "--coder is codebook, learned, fast or a .safetensors file; not 'none'"),
        (["--coder", "none.safetensors"], "no model file 'none.safetensors'"),
        (["--coder", str(MODELS / "voices.safetensors")], "holds no coder of frames or stance"),
        (["--coder", "learned", "--codebook", "frames"], "--codebook does not go with --coder learned"),
    ):
        result = runner.invoke(app, ["annotate", str(article), *wrong])
        assert (result.exit_code, result.stdout) == (1, "")
        assert message in result.stderr


def test_what_a_reader_had_to_do_is_told_in_one_line(tmp_path):
    (tmp_path / "old.txt").write_bytes("Sie wehren sich für Öl.".encode("cp1252"))
    result = runner.invoke(app, ["annotate", str(tmp_path / "old.txt")])
    assert result.exit_code == 0
    assert result.stderr.startswith("rahmen: ")
    assert result.stderr.count("\n") == 1


def test_wrong_usage_is_exit_code_2(article):
    for call in (["annotate"], ["compare", str(article)], ["sheet", str(article), "--out", "-", "--design", "odd"]):
        assert runner.invoke(app, call).exit_code == 2


def test_a_saved_web_page_is_read(tmp_path):
    pytest.importorskip("trafilatura", reason="the extra web is not installed")
    page = tmp_path / "page.html"
    words = "Die Nutzer protestieren gegen die Sperre, und viele von ihnen ziehen auf eine andere Plattform um. " * 3
    page.write_text(f"<html><body><article><h1>Netz</h1><p>{words}</p></article></body></html>", encoding="utf-8")
    done = runner.invoke(app, ["annotate", str(page), "--out", "-"])
    assert done.exit_code == 0
    assert ",resistance," in done.stdout
