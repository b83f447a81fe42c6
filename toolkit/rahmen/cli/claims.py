"""Commands that count and measure: compare, sheet, evaluate."""

import json
import re
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from . import shared
from .shared import Book, Coder, DropEmpty, Force, PlainErrors, Seed, Sources, Text, examples

commands = typer.Typer()


class Design(StrEnum):
    """How sentences are drawn for coding."""

    RANDOM, STRATIFIED, ENRICHED = "random", "stratified", "enriched"


_By = Annotated[str, typer.Option(help="The column of the groups; of a folder, its subfolders are the groups.")]
_Compared = Annotated[Path | None, typer.Option(help="CSV or JSON file; a table to read if left out.")]


@commands.command(
    epilog=examples(
        "rahmen compare my_texts --a town --b state",
        "rahmen compare codes.parquet --a left --b right --by party --where \"voice == 'own'\"",
        "rahmen compare my_texts --a town --b state --gold anna.csv --out difference.csv",
    )
)
def compare(
    sources: Sources,
    a: Annotated[str, typer.Option("--a", metavar="GROUP", help="The one group.")],
    b: Annotated[str, typer.Option("--b", metavar="GROUP", help="The other group.")],
    by: _By = "group",
    where: Annotated[
        str | None, typer.Option(help="Count only codes of this kind, such as \"status == 'asserted'\".")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option(help="A coding sheet filled in (or a folder): corrects the machine's errors.")
    ] = None,
    coder: Coder = "codebook",
    codebook: Book = None,
    text: Text = "text",
    drop_empty: DropEmpty = False,
    seed: Seed = 0,
    out: _Compared = None,
    force: Force = False,
):
    """Compare how common each label is in two groups of texts, or in a table of codes from `rahmen annotate`."""
    with PlainErrors():
        shared.check_out(out, (".csv", ".json"), force)
        from .. import compare as measure

        codes = _codes(sources)
        if codes is not None and gold is not None:
            raise ValueError("--gold needs the texts that were coded, not their codes: name these instead")
        human = None
        if codes is None:
            documents = shared.read_documents(sources, text, drop_empty)
            codes, human = _coded(documents, shared.make_coder(coder, codebook), where, gold)
        table = measure(_as_text(codes, by), a, b, by, where, _as_text(human, by), seed=seed)
        if out is None or str(out) == "-":
            _show(table, a, b)
        else:
            _save(table, a, b, out)
            shared.tell(f"wrote {len(table)} rows to {out}")


def _codes(sources):
    """Read a codes table; None where the sources are texts."""
    import pandas as pd

    from ..tables import CODES

    path = Path(sources[0])
    if len(sources) > 1 or not path.is_file():
        return None
    if path.suffix.lower() == ".parquet":
        table = pd.read_parquet(path)
        return table if set(CODES) <= set(table.columns) else None
    with path.open("rb") as file:
        names = file.readline().decode("utf-8-sig", errors="replace").strip().split(",")
    return pd.read_csv(path, dtype={"doc": str}, low_memory=False) if set(CODES) <= set(names) else None


def _coded(documents, coder, where, gold):
    """Code the texts, and read the codes of people where there are any."""
    from .. import annotate, read_codes, split_sentences

    sentences = split_sentences(documents)
    human = None
    if gold is not None:
        labels = list(coder.classes_) if gold.suffix.lower() == ".tsv" else None  # such files name only what was given
        human = read_codes(gold, sentences, labels, scheme=coder.scheme)
    shared.tell_work(sentences, coder)
    voice = where is not None and re.search(r"\b(voice|status|speaker)\b", where) is not None
    return annotate(sentences, coder, voice=voice), human


def _as_text(codes, by):
    """Take groups as text, for that is how they are named here: some are numbers in the file."""
    if codes is None or by not in codes.columns:
        return codes
    return codes.assign(**{by: codes[by].astype("string").astype("category")})


def _show(table, a, b):
    """Print the table, each row's reading, and what may be said."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=box.SIMPLE)
    for name in ("label", a, b, "difference", "interval", "verdict"):
        shown.add_column(name, justify="left" if name in ("label", "verdict") else "right")
    for row in table.itertuples():
        interval = "–" if row.low != row.low else f"{100 * row.low:+.1f} to {100 * row.high:+.1f}"
        shares = (f"{row.share_a:.1%}", f"{row.share_b:.1%}", f"{100 * row.difference:+.1f}")
        shown.add_row(str(row.label), *shares, interval, row.verdict)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    console.print(shown)
    lines = [*(f"{row.label}: {row.reading}" for row in table.itertuples()), "", table.attrs["note"]]
    console.print("\n".join(lines), markup=False, soft_wrap=not sys.stdout.isatty())


def _save(table, a, b, out):
    if out.suffix.lower() == ".csv":
        shared.write_table(table, out)
        return
    rows = json.loads(table.to_json(orient="records", force_ascii=False))
    whole = {"a": a, "b": b, "note": table.attrs["note"], "labels": rows}
    out.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@commands.command(
    epilog=examples(
        "rahmen sheet my_texts --n 200 --seed 1 --out sheet.xlsx",
        "rahmen sheet my_texts --n 60 --design stratified --by group --codebook mine.toml --out sheet.csv",
    )
)
def sheet(
    sources: Sources,
    out: Annotated[
        Path,
        typer.Option(
            help=".csv, .xlsx, .jsonl (doccano), .json (Label Studio), .tsv, .xmi or .zip (INCEpTION); "
            "- for CSV on stdout."
        ),
    ],
    n: Annotated[int, typer.Option("--n", help="How many sentences.")] = 200,
    design: Annotated[
        Design, typer.Option(help="All alike, equally many of each group, or more of what a coder finds.")
    ] = Design.RANDOM,
    by: _By = "group",
    coder: Coder = "codebook",
    codebook: Book = None,
    text: Text = "text",
    drop_empty: DropEmpty = False,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 0,
    force: Force = False,
):
    """Draw sentences and write a blind sheet for people to code; `rahmen compare --gold` takes it filled in."""
    with PlainErrors():
        shared.check_out(out, (".csv", ".xlsx", ".jsonl", ".json", ".tsv", ".xmi", ".zip"), force)
        from .. import annotate, coding_sheet, split_sentences

        sentences = split_sentences(shared.read_documents(sources, text, drop_empty))
        made = shared.make_coder(coder, codebook)
        codes = annotate(sentences, made, voice=False) if design is Design.ENRICHED else None
        drawn = coding_sheet(sentences, n, _titles(made, codebook), design.value, by, codes, made.scheme, seed)
        _hand_out(drawn, out, force)
    if str(out) != "-":
        shared.tell(f"wrote {len(drawn)} of {len(sentences)} sentences to {out}")


def _titles(coder, codebook):
    from .. import load_codebook

    known = load_codebook(codebook or "frames").titles()
    return {label: known.get(label, label) for label in coder.classes_}


def _hand_out(drawn, out, force):
    from .. import write_sheet

    if str(out) != "-":
        write_sheet(drawn, out, force=force)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = write_sheet(drawn, Path(folder) / "sheet.csv")
        typer.echo(file.read_text(encoding="utf-8-sig"), nl=False)


@commands.command(epilog=examples("rahmen evaluate coded.jsonl --codes frames --out evaluation"))
def evaluate(
    data: Annotated[Path, typer.Argument(help="JSONL: a sentence and the list of its labels in each line.")],
    codes: Annotated[str, typer.Option(help="The field that holds the labels.")] = "frames",
    text: Text = "text",
    coder: Annotated[str, typer.Option(help="learned, fast, codebook, or the file of a saved coder.")] = "learned",
    out: Annotated[Path | None, typer.Option(help="Folder for tables and figures.")] = None,
    seed: Seed = 0,
):
    """Compare a coder with codes of one's own: precision, recall, F1, average precision, calibration."""
    with PlainErrors():
        from ..quality import evaluate as measure
        from ..quality import write

        if out is not None and out.exists() and not out.is_dir():
            raise ValueError(f"{str(out)!r} is a file; name a folder")
        found = measure(data, coder, codes, text, seed)
        for name in ("accuracy", "ranking", "calibration"):
            if name in found:
                typer.echo(f"{name}\n{found[name].round(3).to_string(index=False)}\n")
        if out is not None:
            write(found, out)
            shared.tell(f"wrote tables and figures to {out}")
