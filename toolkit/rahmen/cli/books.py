"""Commands on codebooks: codebook check, codebook export."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from . import shared
from .shared import Force, PlainErrors, examples

commands = typer.Typer(help="Check a codebook by its examples, or hand it to other tools.", no_args_is_help=True)


class Format(StrEnum):
    """What a codebook can be exported to."""

    QUANTEDA = "quanteda"


_Book = Annotated[str, typer.Argument(help="A TOML file, or the name of a shipped codebook.")]


@commands.command(epilog=examples("rahmen codebook check mine.toml"))
def check(codebook: _Book = "frames"):
    """List examples that do not bear their label, and counter-examples that do; exit code 1 if there are any."""
    with PlainErrors():
        from .. import check_codebook, load_codebook

        book = load_codebook(codebook)
        wrong = check_codebook(book)
        n = sum(len(label.examples) + len(label.counter_examples) for label in book.labels)
        for row in wrong.itertuples():
            typer.echo(f"{row.label}\t{row.wrong}\t{row.text}")
    bare = [label.name for label in book.labels if not label.examples]
    if bare:
        shared.tell(f"without any example: {', '.join(bare)}")
    shared.tell(f"{n - len(wrong)} of {n} examples and counter-examples come out right")
    if len(wrong):
        raise typer.Exit(1)


@commands.command(epilog=examples("rahmen codebook export --to quanteda --out frames.yml"))
def export(
    codebook: _Book = "frames",
    to: Annotated[Format, typer.Option(help="A dictionary for quanteda, in YAML.")] = Format.QUANTEDA,
    loose: Annotated[
        bool, typer.Option("--loose", help="Take indicators with conditions too, without these: more is found.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="YAML file; - or left out: standard output.")] = None,
    force: Force = False,
):
    """Write a codebook as a dictionary for another tool; what cannot be expressed there is told."""
    with PlainErrors():
        shared.check_out(out, (".yml", ".yaml"), force)
        from ..codebook import to_quanteda

        text, notes = to_quanteda(codebook, loose)
        if out is None or str(out) == "-":
            typer.echo(text, nl=False)
        else:
            out.write_text(text, encoding="utf-8")
    for what, why in dict.fromkeys((what, why) for _, what, why in notes):
        told = ", ".join(f"{label} {n}" for (label, *rest), n in notes.items() if rest == [what, why])
        shared.tell(f"{what}, {why}: {told}")
