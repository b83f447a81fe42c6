"""The recipe for R: its Python lines run, and the Parquet file holds what the R lines take from it. No R runs here."""

import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

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
