"""Commands on whole studies: study, verify, new."""

from pathlib import Path
from typing import Annotated

import typer

from . import shared
from .shared import PlainErrors, examples

commands = typer.Typer()

_Corpus = Annotated[Path | None, typer.Option(help="Folder with metadata.csv; the study's own if left out.")]
_Notebooks = Annotated[Path | None, typer.Option(help="Folder of notebooks; the one beside the corpus if left out.")]
_Results = Annotated[Path, typer.Option(help="Folder for report, figures, tables and run.json.")]


@commands.command(epilog=examples("rahmen study", "rahmen study --corpus my_study/corpus --out my_study/results"))
def study(
    corpus: _Corpus = None,
    out: _Results = Path("results"),
    notebooks: _Notebooks = None,
    seed: Annotated[int, typer.Option(help="For every bootstrap.")] = 0,
):
    """Run the notebooks over the corpus and write the report."""
    with PlainErrors():
        from ..study import run_study

        folder = run_study(corpus, out, notebooks, seed)
    counts = {kind: len(list(folder.glob(f"{kind}/*"))) for kind in ("figures", "tables")}
    typer.echo(f"wrote {folder / 'report.html'}, {counts['figures']} figure files, {counts['tables']} tables, run.json")


@commands.command(
    epilog=examples("rahmen verify results", "rahmen verify published --corpus corpus --notebooks notebooks")
)
def verify(
    results: Annotated[Path, typer.Argument(help="The folder that a study wrote, with its run.json.")],
    corpus: Annotated[Path | None, typer.Option(help="Where the corpus is now; as in run.json if left out.")] = None,
    notebooks: Annotated[
        Path | None, typer.Option(help="Where the notebooks are now; as in run.json if left out.")
    ] = None,
):
    """Run a study again, with its seed, and tell what differs: inputs, tables, figures, versions.

    The new run goes into a temporary folder. Exit code 1: an input or a result
    differs. Other versions of packages are told, and are no fault where the
    results are the same.
    """
    with PlainErrors():
        from ..verify import verify_study

        found = verify_study(results, corpus, notebooks)
    for row in found[~found["same"]].itertuples():
        typer.echo(f"{row.kind} {row.name}: {row.told}")
    for kind, part in found.groupby("kind", sort=False):
        typer.echo(f"{kind}: {part['same'].sum()} of {len(part)} the same")
    if not found.loc[found["kind"] != "version", "same"].all():
        raise typer.Exit(1)


@commands.command(epilog=examples("rahmen new my_study", "rahmen new my_study --texts my_texts"))
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    texts: Annotated[
        Path | None, typer.Option(help="A folder of one's own .txt files, each subfolder a group, to copy into it.")
    ] = None,
):
    """Make a folder to start a study of one's own: corpus, codebook, a notebook, and what to do next."""
    with PlainErrors():
        from ..start import new_study

        made = new_study(folder, texts)
    for path in sorted(path for path in made.rglob("*") if path.is_file()):
        typer.echo(path.as_posix())
    shared.tell(
        f"next: rahmen study --corpus {made / 'corpus'} --out {made / 'results'}; then read {made / 'README.md'}"
    )
