"""The recipe for R: its Python lines run, the Parquet file holds what the R lines take; these run where there is R."""

import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

import rahmen

PAGE = (Path(__file__).parent.parent / "docs" / "r.md").read_text(encoding="utf-8")


def test_the_python_lines_run_and_give_what_the_r_lines_read(tmp_path, monkeypatch, corpus):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(rahmen, "load_corpus", lambda: corpus[corpus["group"] == "article"])
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(block, "r.md", "exec"), {})
    schema = pq.read_schema("codes.parquet")
    assert str(schema.field("label").type).startswith("dictionary<values=string")  # a factor in R
    codes, sentences = pd.read_parquet("codes.parquet"), pd.read_parquet("sentences.parquet")
    assert {"doc", "sentence", "part", "group", "label", "value"} <= {*codes.columns}
    counted = codes[~codes["part"].isin(["other", "repeat"])]
    shares = counted.groupby(["group", "label"], observed=True)["value"].mean().reset_index()
    wanted = rahmen.prevalence(codes, by="group")
    assert shares["value"].tolist() == pytest.approx(wanted["share"].tolist())
    found = codes[(codes["label"] == "resistance") & (codes["value"] == 1)]
    assert len(found.merge(sentences[["doc", "sentence", "text"]], on=["doc", "sentence"])) == len(found)


def in_r(lines, folder):
    """Run lines of R; skip where there is no R or what they need."""
    if not shutil.which("Rscript"):
        pytest.skip("no R here: apt install r-cran-dplyr r-cran-yaml")
    done = subprocess.run(["Rscript", "-e", lines], cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if "there is no package called" in done.stderr:
        pytest.skip(done.stderr.strip().splitlines()[0])
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_lines_of_dplyr_give_the_shares(tmp_path, corpus):
    _, from_csv, counted = re.findall(r"```r\n(.*?)```", PAGE, re.DOTALL)
    sentences = rahmen.split_sentences(corpus)
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier(), voice=False)
    codes.to_csv(tmp_path / "codes.csv", index=False)
    sentences.to_csv(tmp_path / "sentences.csv", index=False)
    corpus[["doc", "text"]].to_csv(tmp_path / "texts.csv", index=False)
    shares, behind = counted.split("\n\n")[1:]
    told = """
    texts <- read.csv("texts.csv", fileEncoding = "UTF-8")
    whole <- inner_join(sentences, rename(texts, whole = text), by = "doc")
    stopifnot(all(substr(whole$whole, whole$start + 1, whole$end) == whole$text))
    write.csv(shares, "shares.csv", row.names = FALSE)
    write.csv(behind, "behind.csv", row.names = FALSE)
    """
    in_r(f"{from_csv}\nlibrary(dplyr)\nshares <- {shares}\nbehind <- {behind}\n{told}", tmp_path)
    given = pd.read_csv(tmp_path / "shares.csv").set_index(["group", "label"]).sort_index()
    wanted = (
        rahmen.prevalence(codes, by="group")
        .astype({"group": str, "label": str})
        .set_index(["group", "label"])
        .sort_index()
    )
    assert given.index.tolist() == wanted.index.tolist()
    assert given["share"].tolist() == pytest.approx(wanted["share"].tolist())
    assert given["n"].tolist() == wanted["n"].tolist()
    found = codes[(codes["label"] == "resistance") & (codes["value"] == 1)]
    assert len(pd.read_csv(tmp_path / "behind.csv")) == len(found)


def test_the_dictionary_is_read_by_the_yaml_of_r(tmp_path):
    text, _ = rahmen.codebook.to_quanteda("frames")
    (tmp_path / "frames.yml").write_text(text, encoding="utf-8")
    lines = """
    read <- yaml::yaml.load_file("frames.yml", as.named.list = TRUE)
    stopifnot(all(sapply(read, is.character)))
    for (label in names(read)) cat(label, length(read[[label]]), "\\n")
    """
    given = [line.split() for line in in_r(lines, tmp_path).splitlines()]
    wanted = yaml.safe_load(text)
    assert given == [[label, str(len(patterns))] for label, patterns in wanted.items()]
