import json
import re

import nbformat
import pandas as pd
import pytest

import rahmen
from rahmen.study import RESULTS, StudyError, keep, run_study
from rahmen.views import render_report


def notebook(*cells):
    book = nbformat.v4.new_notebook()
    book.cells = [
        nbformat.v4.new_markdown_cell(cell[1:]) if cell.startswith("#") else nbformat.v4.new_code_cell(cell)
        for cell in cells
    ]
    return book


@pytest.fixture
def small_study(tmp_path):
    (tmp_path / "corpus" / "baseline").mkdir(parents=True)
    (tmp_path / "corpus" / "baseline" / "a.txt").write_text("Nutzer protestieren.", encoding="utf-8")
    (tmp_path / "corpus" / "metadata.csv").write_text(
        "doc,group,event,outlet_type,date,title,language,licence,origin\na,baseline,e,o,2024-01-01,T,de,x,constructed\n",
        encoding="utf-8",
    )
    (tmp_path / "notebooks").mkdir()
    code = 'import rahmen\nd = rahmen.load_corpus()\nrahmen.keep("docs", d, "All documents.")'
    nbformat.write(notebook("## A question?\n\nText & more.", code), tmp_path / "notebooks" / "01_a.ipynb")
    return tmp_path


def test_a_study_writes_report_tables_and_run(small_study):
    out = run_study(small_study / "corpus", small_study / "results", seed=7)
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["seed"] == 7
    assert len(run["corpus_sha256"]) == len(run["codebook_sha256"]) == 64
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "A question?" in report
    assert "Nutzer protestieren." in report
    assert pd.read_csv(out / "tables" / "docs.csv")["doc"].tolist() == ["a"]
    assert not (small_study / "results.partial").exists()
    first = (out / "tables" / "docs.csv").read_bytes()
    assert run_study(small_study / "corpus", out) == out
    assert (out / "tables" / "docs.csv").read_bytes() == first


def test_a_failing_cell_is_named_and_old_results_stay(small_study):
    out = run_study(small_study / "corpus", small_study / "results")
    nbformat.write(notebook("#A", "1", "1 / 0"), small_study / "notebooks" / "02_b.ipynb")
    with pytest.raises(StudyError, match=r"02_b\.ipynb, cell 3: ZeroDivisionError"):
        run_study(small_study / "corpus", out)
    assert (out / "report.html").is_file()


def test_a_folder_of_something_else_is_not_overwritten(small_study):
    other = small_study / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(StudyError, match="holds something other than results"):
        run_study(small_study / "corpus", other)
    assert (other / "thesis.txt").is_file()
    with pytest.raises(StudyError, match="no notebooks"):
        run_study(small_study / "corpus", small_study / "r", notebooks=other)
    with pytest.raises(StudyError, match="is a file"):
        run_study(small_study / "corpus", other / "thesis.txt")


def test_keep_saves_only_while_a_study_runs(tmp_path, monkeypatch, codes, book):
    figure = rahmen.views.profile(rahmen.prevalence(codes), codebook=book)
    shown = keep("fig", figure, "A caption")
    assert 'alt="Bar chart of' in shown._repr_html_()
    assert "<figcaption>A caption" in shown.html
    results = tmp_path / "results"
    assert not results.exists()
    monkeypatch.setenv(RESULTS, str(results))
    keep("fig", figure, "A caption")
    assert (results / "figures" / "fig.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (results / "figures" / "fig.svg").read_bytes()
    with pytest.raises(StudyError, match=r"two results are named figures/fig\.png"):
        keep("fig", figure)


def test_keep_refuses_what_it_cannot_show():
    with pytest.raises(TypeError, match="figure, a table or a reading"):
        keep("x", 3)
    with pytest.raises(ValueError, match="letters, digits"):
        keep("../x", pd.DataFrame())


def test_the_report_shows_outputs_and_not_code():
    book = notebook("## Question\n\n| a | b |\n|---|---|\n| 1 | 2 |", "print(1)")
    book.cells[1].outputs = [
        nbformat.v4.new_output("stream", name="stdout", text="<one>"),
        nbformat.v4.new_output("stream", name="stderr", text="warned"),
    ]
    html = render_report([("01_a", book)], {"seed": "0"})
    assert "&lt;one&gt;" in html
    assert "warned" not in html
    assert "print(1)" not in html
    assert "<td>1</td>" in html
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", html)


def test_another_folder_named_partial_is_left_alone(small_study):
    mine = small_study / "results.partial"
    mine.mkdir()
    (mine / "thesis.txt").write_text("x", encoding="utf-8")
    run_study(small_study / "corpus", small_study / "results")
    assert (mine / "thesis.txt").is_file()
    assert [path.name for path in small_study.glob("results.partial*")] == ["results.partial"]
