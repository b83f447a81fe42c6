"""Commands that read and code texts: annotate, annotate-corpus, read, rules."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from . import shared
from .shared import Book, Coder, DropEmpty, Force, PlainErrors, Sources, Text, examples

commands = typer.Typer()

_Out = Annotated[Path | None, typer.Option(help="CSV or Parquet file; - or left out: standard output, as CSV.")]
_Voice = Annotated[bool, typer.Option("--voice/--no-voice", help="Tell who says it and how surely; the slow part.")]


@commands.command(
    epilog=examples(
        "rahmen annotate article.txt other.txt --out codes.csv",
        "rahmen annotate my_texts --coder learned --no-voice --out codes.parquet",
        "rahmen annotate - --evidence < article.txt",
    )
)
def annotate(
    sources: Sources,
    out: _Out = None,
    coder: Coder = "codebook",
    codebook: Book = None,
    voice: _Voice = True,
    text: Text = "text",
    drop_empty: DropEmpty = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="Write which words, by which rule, not codes.")] = False,
    force: Force = False,
):
    """Code the sentences of texts: one row for each sentence and label."""
    with PlainErrors():
        shared.check_out(out, (".csv", ".parquet"), force)
        from .. import annotate as code
        from .. import explain, split_sentences

        sentences = split_sentences(shared.read_documents(sources, text, drop_empty))
        made = shared.make_coder(coder, codebook)
        shared.tell_work(sentences, made)
        table = explain(sentences, made) if evidence else code(sentences, made, voice=voice)
        shared.write_table(table, out)
    if out is not None and str(out) != "-":
        shared.tell(f"wrote {len(table)} rows for {len(sentences)} sentences to {out}")


@commands.command("annotate-corpus", epilog=examples("rahmen annotate-corpus press.parquet coded --processes 2"))
def annotate_corpus(
    source: Annotated[str, typer.Argument(help="Parquet, JSONL or CSV (also .gz, .zst), or a folder of .txt.")],
    out: Annotated[Path, typer.Argument(help="A folder: new, or with such a run begun, which then goes on.")],
    codebook: Annotated[str, typer.Option(help="A TOML file, or the name of a shipped codebook.")] = "frames",
    text: Text = "text",
    doc: Annotated[str | None, typer.Option(help="The column of ids; 'doc' if there is one, else numbers.")] = None,
    metadata: Annotated[list[str] | None, typer.Option(help="A column to keep beside the codes; repeatable.")] = None,
    sep: Annotated[str, typer.Option(help="Between the fields of a CSV file.")] = ",",
    voice: Annotated[bool, typer.Option(help="Tell status, voice and speaker as well; slow.")] = False,
    evidence: Annotated[bool, typer.Option(help="Write also which words, by which rule.")] = False,
    processes: Annotated[int, typer.Option(help="Worker processes.")] = 1,
):
    """Code a corpus that need not fit into memory into a Parquet data set; resumes where it was stopped."""
    with PlainErrors():
        from .. import CodebookClassifier
        from .. import annotate_corpus as code

        columns = {"text": text, "doc": doc, "metadata": tuple(metadata or ()), "sep": sep}
        asked = {"voice": voice, "evidence": evidence, "processes": processes}
        counts = code(source, out, CodebookClassifier(codebook), **columns, **asked)
    told = ", ".join(f"{n:,} {what}" for what, n in counts.items())
    shared.tell(f"wrote {out}: {told}")


@commands.command(
    epilog=examples(
        "rahmen read article.txt",
        "rahmen read - --codebook mine.toml < article.txt",
        "FORCE_COLOR=1 rahmen read article.txt | less -R",
    )
)
def read(
    sources: Sources,
    coder: Coder = "codebook",
    codebook: Book = None,
    voice: _Voice = True,
    text: Text = "text",
    drop_empty: DropEmpty = False,
    language: Annotated[str, typer.Option(help="Of the labels' titles.")] = "de",
):
    """Show texts with the words that carry each frame, coloured on a terminal, plain elsewhere or with NO_COLOR.

    Behind marked words stands the frame, in short, with ¬ where it is denied,
    ~ where doubted, ? where asked, and who says it, where that is somebody
    else; such passages are in italics.
    """
    with PlainErrors():
        from .. import explain, find_status, split_sentences
        from ..views import read_terminal

        sentences = split_sentences(shared.read_documents(sources, text, drop_empty))
        made = shared.make_coder(coder, codebook)
        clauses = find_status(sentences) if voice else None
        book = codebook or "frames"
        shown = read_terminal(sentences, explain(sentences, made), book, language, clauses)
        _console().print(shown, soft_wrap=not sys.stdout.isatty())


def _console():
    """Give the terminal, without colours where none are wished."""
    from rich.console import Console

    return Console(color_system=None if os.environ.get("NO_COLOR") else "auto", highlight=False)


@commands.command(epilog=examples("rahmen rules my_texts", "rahmen rules my_texts --codebook mine.toml --top 0"))
def rules(
    sources: Sources,
    codebook: Book = None,
    text: Text = "text",
    drop_empty: DropEmpty = False,
    top: Annotated[int, typer.Option(min=0, help="How many rules to list; 0 for all.")] = 30,
):
    """List which rules of a codebook fire in texts, and how often."""
    with PlainErrors():
        from .. import explain, rule_table, split_sentences

        sentences = split_sentences(shared.read_documents(sources, text, drop_empty))
        table = rule_table(explain(sentences, shared.make_coder("codebook", codebook)))
        if len(table):
            typer.echo((table.head(top) if top else table).to_string(index=False))
        else:
            shared.tell(f"no rule fires in {len(sentences)} sentences")
