"""The command ``rahmen``: the study, and one's own texts, from the shell."""

from typing import Annotated

import typer

from .. import __version__
from . import books, claims, studies, texts
from .shared import examples

app = typer.Typer(
    help="Read how German texts frame things: by whom, how surely, and how sure one can be of the count.",
    epilog=examples("rahmen COMMAND --help", "rahmen read article.txt", "rahmen new my_study"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(asked: bool):
    if asked:
        typer.echo(f"rahmen {__version__}")
        raise typer.Exit


_Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say it and end.")]


@app.callback()
def main(version: _Version = False):
    """Read how German texts frame things."""


for part in (studies, texts, claims):
    app.add_typer(part.commands)
app.add_typer(books.commands, name="codebook")
