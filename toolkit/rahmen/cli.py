"""The command ``rahmen``: the study, and one's own texts, from the shell."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from . import __version__

app = typer.Typer(
    help="Read how German texts frame things: by whom, how surely, and how sure one can be of the count.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(asked: bool):
    if asked:
        typer.echo(f"rahmen {__version__}")
        raise typer.Exit


_Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say it and end.")]
_Corpus = Annotated[Path | None, typer.Option(help="Folder with metadata.csv; the study's own if left out.")]
_Notebooks = Annotated[Path | None, typer.Option(help="Folder of notebooks; the one beside the corpus if left out.")]
_Results = Annotated[Path, typer.Option(help="Folder for report, figures, tables and run.json.")]
_Source = Annotated[
    str, typer.Argument(help="A text file, a folder of them, a CSV, JSONL or Parquet file, - for stdin.")
]
_Out = Annotated[Path | None, typer.Option(help="CSV or Parquet file; standard output (CSV) if left out.")]
_Book = Annotated[str, typer.Option(help="A TOML file, or the name of a shipped codebook.")]
_Text = Annotated[str, typer.Option(help="The text column of a table.")]


@app.callback()
def main(version: _Version = False):
    """Read how German texts frame things."""


@app.command(epilog="Example: rahmen study --out results")
def study(
    corpus: _Corpus = None,
    out: _Results = Path("results"),
    notebooks: _Notebooks = None,
    seed: Annotated[int, typer.Option(help="For every bootstrap.")] = 0,
):
    """Run the notebooks over the corpus and write the report."""
    with _PlainErrors():
        from .study import run_study

        folder = run_study(corpus, out, notebooks, seed)
    counts = {kind: len(list(folder.glob(f"{kind}/*"))) for kind in ("figures", "tables")}
    typer.echo(f"wrote {folder / 'report.html'}, {counts['figures']} figure files, {counts['tables']} tables, run.json")


@app.command(epilog="Examples: rahmen annotate article.txt --out codes.csv | rahmen annotate - < article.txt")
def annotate(
    source: _Source,
    out: _Out = None,
    codebook: _Book = "frames",
    text: _Text = "text",
    evidence: Annotated[bool, typer.Option(help="Write which words, by which rule, not codes.")] = False,
    force: Annotated[bool, typer.Option(help="Replace an existing file.")] = False,
):
    """Code the sentences of texts by a codebook."""
    with _PlainErrors():
        if out is not None and out.exists() and not force:
            raise ValueError(f"{str(out)!r} exists; say --force to replace it")
        if out is not None and out.suffix not in (".csv", ".parquet"):
            raise ValueError(f"{str(out)!r}: the ending must be .csv or .parquet")
        from . import CodebookClassifier, explain, split_sentences
        from . import annotate as code

        sentences = split_sentences(_documents(source, text))
        coder = CodebookClassifier(codebook)
        table = explain(sentences, coder) if evidence else code(sentences, coder)
        _write(table, out)
    if out is not None:
        typer.echo(f"wrote {len(table)} rows for {len(sentences)} sentences to {out}", err=True)


@app.command("annotate-corpus", epilog="Example: rahmen annotate-corpus press.parquet coded --processes 2")
def annotate_corpus(
    source: Annotated[str, typer.Argument(help="Parquet, JSONL or CSV (also .gz, .zst), or a folder of .txt.")],
    out: Annotated[Path, typer.Argument(help="A folder: new, or with such a run begun, which then goes on.")],
    codebook: _Book = "frames",
    text: _Text = "text",
    doc: Annotated[str | None, typer.Option(help="The column of ids; 'doc' if there is one, else numbers.")] = None,
    metadata: Annotated[list[str] | None, typer.Option(help="A column to keep beside the codes; repeatable.")] = None,
    sep: Annotated[str, typer.Option(help="Between the fields of a CSV file.")] = ",",
    voice: Annotated[bool, typer.Option(help="Tell status, voice and speaker as well; slow.")] = False,
    evidence: Annotated[bool, typer.Option(help="Write also which words, by which rule.")] = False,
    processes: Annotated[int, typer.Option(help="Worker processes.")] = 1,
):
    """Code a corpus that need not fit into memory into a Parquet data set; resumes where it was stopped."""
    with _PlainErrors():
        from . import CodebookClassifier
        from . import annotate_corpus as code

        columns = {"text": text, "doc": doc, "metadata": tuple(metadata or ()), "sep": sep}
        asked = {"voice": voice, "evidence": evidence, "processes": processes}
        counts = code(source, out, CodebookClassifier(codebook), **columns, **asked)
    told = ", ".join(f"{n:,} {what}" for what, n in counts.items())
    typer.echo(f"wrote {out}: {told}", err=True)


@app.command(epilog="Example: rahmen rules corpus/comparison")
def rules(
    source: _Source,
    codebook: _Book = "frames",
    text: _Text = "text",
    top: Annotated[int, typer.Option(help="How many rules to list; 0 for all.")] = 30,
):
    """List which rules of a codebook fire in texts, and how often."""
    with _PlainErrors():
        from . import CodebookClassifier, explain, rule_table, split_sentences

        table = rule_table(explain(split_sentences(_documents(source, text)), CodebookClassifier(codebook)))
    typer.echo((table.head(top) if top else table).to_string(index=False))


@app.command(epilog="Example: rahmen evaluate coded.jsonl --codes frames --out evaluation")
def evaluate(
    data: Annotated[Path, typer.Argument(help="JSONL: a sentence and the list of its labels in each line.")],
    codes: Annotated[str, typer.Option(help="The field that holds the labels.")] = "frames",
    text: _Text = "text",
    coder: Annotated[str, typer.Option(help="learned, codebook, or the file of a saved coder.")] = "learned",
    out: Annotated[Path | None, typer.Option(help="Folder for tables and figures.")] = None,
    seed: Annotated[int, typer.Option(help="Of the bootstrap over documents.")] = 0,
):
    """Compare a coder with codes of one's own: precision, recall, F1, average precision, calibration."""
    with _PlainErrors():
        from .quality import evaluate as measure
        from .quality import write

        found = measure(data, coder, codes, text, seed)
        for name in ("accuracy", "ranking", "calibration"):
            if name in found:
                typer.echo(f"{name}\n{found[name].round(3).to_string(index=False)}\n")
        if out is not None:
            write(found, out)
            typer.echo(f"wrote tables and figures to {out}", err=True)


def _documents(source, text):
    from . import corpus

    if source == "-":
        content = sys.stdin.buffer.read()
        return _one_text(content, "stdin", "stdin")
    path = Path(source)
    if path.is_dir():
        return corpus.read_folder(path)
    if not path.exists():
        raise corpus.CorpusError(f"no file or folder {source!r}")
    readers = {".csv": corpus.read_csv, ".jsonl": corpus.read_jsonl, ".parquet": corpus.read_parquet}
    ending = path.suffix.lower()
    if ending in readers:
        return readers[ending](path, text=text)
    if ending in (".tsv", ".xlsx", ".xls", ".docx", ".pdf", ".json", ".html"):
        raise corpus.CorpusError(f"{path.name}: files of this kind are not read; save it as .txt, .csv or .jsonl")
    return _one_text(path.read_bytes(), path.stem, path.name)


def _one_text(content, doc, name):
    import pandas as pd

    from . import corpus

    notes = corpus.Notes()
    text = corpus.decode(content, name, notes)
    notes.tell()
    return corpus.documents(pd.DataFrame({"doc": [doc], "text": [text]}))


def _write(table, out):
    if out is None:
        table.to_csv(sys.stdout, index=False, lineterminator="\n")
    elif out.suffix == ".parquet":
        table.to_parquet(out, index=False)
    else:
        table.to_csv(out, index=False, encoding="utf-8", lineterminator="\n")


class _PlainErrors:
    """Turn the package's own errors into one line on standard error and exit code 1."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "StudyError":
            typer.echo(f"rahmen: {error}", err=True)
            raise typer.Exit(1) from None
        return False
