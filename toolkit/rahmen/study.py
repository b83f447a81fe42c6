"""The whole way: run a study's notebooks over its corpus and write what they show into one folder."""

import base64
import io
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from . import provenance

RESULTS, CORPUS, SEED = "RAHMEN_RESULTS", "RAHMEN_CORPUS", "RAHMEN_SEED"
"""Environment variables through which a running study tells its notebooks where things are."""


class StudyError(RuntimeError):
    """A study that cannot run; the message names the notebook and cell, or the folder, and the mend."""


@dataclass(frozen=True)
class Kept:
    """A figure, table or reading view, shown with its caption; what :func:`keep` gives."""

    html: str
    caption: str

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return self.caption


def keep(name, thing, caption="", links=None):
    """Show a figure, table or reading view; while a study runs, save it as well.

    Parameters
    ----------
    name : str
        The file name without ending: letters, digits, - and _.
    thing : matplotlib.figure.Figure, pandas.DataFrame or rahmen.views.Reading
        Figures are saved as PNG and SVG, tables as CSV, reading views as HTML.
    caption : str
        What it shows.
    links : str, optional
        For a table: the name under which :func:`rahmen.views.behind`, ``read`` or ``listing`` shows what stands behind
        its numbers.

    Returns
    -------
    Kept
        What a notebook displays; figures carry their alternative text.

    Raises
    ------
    StudyError
        The study has kept something by that name already.

    Examples
    --------
    >>> import pandas as pd
    >>> keep("shares", pd.DataFrame({"label": ["economy"], "share": [0.25]}), "One share.")
    One share.
    """
    from .views import Reading, show_table

    if not name.replace("-", "").replace("_", "").isalnum():
        raise ValueError(f"a name to keep has letters, digits, - and _ only; not {name!r}")
    folder = os.environ.get(RESULTS)
    save = _Saver(Path(folder)) if folder else _NoSaver()
    if hasattr(thing, "savefig"):
        html = _figure(name, thing, caption, save)
    elif hasattr(thing, "to_csv"):
        save(f"tables/{name}.csv", thing.to_csv(index=False, lineterminator="\n").encode("utf-8"))
        html = show_table(thing, caption, links=links)
    elif isinstance(thing, Reading):
        page = f'<!doctype html><html lang="de"><meta charset="utf-8"><title>{escape(name)}</title>{thing.html}</html>'
        save(f"{name}.html", page.encode("utf-8"))
        html = thing.html + (f"<p><small>{escape(caption)}</small></p>" if caption else "")
    else:
        raise TypeError(f"keep takes a figure, a table or a reading view; not {type(thing).__name__}")
    return Kept(html, caption or name)


def run_study(corpus=None, out="results", notebooks=None, seed=0):
    """Execute the notebooks over the corpus and write report, figures, tables and ``run.json``.

    Parameters
    ----------
    corpus : str or pathlib.Path, optional
        The corpus folder; by default the study's own is found.
    out : str or pathlib.Path, default "results"
        Where results go. Results of an earlier run are replaced, once the new ones are complete; a folder that holds
        anything else is refused.
    notebooks : str or pathlib.Path, optional
        The folder of notebooks; by default ``notebooks/`` beside the corpus.
    seed : int, default 0
        For every bootstrap in the notebooks.

    Returns
    -------
    pathlib.Path
        The results folder.

    Raises
    ------
    StudyError
        A notebook fails (the cell is named), or the folder for results is not one of results.
    """
    from .corpus import find_corpus
    from .views import render_report

    corpus = find_corpus(corpus).resolve()
    folder = Path(notebooks) if notebooks else corpus.parent / "notebooks"
    paths = find_notebooks(folder)
    out = Path(out).resolve()
    _check_out(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f"{out.name}.partial-", dir=out.parent))
    begun = datetime.now(UTC)
    try:
        executed = _execute(paths, {RESULTS: str(partial), CORPUS: str(corpus), SEED: str(seed)})
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)  # our own, just made
        raise
    facts = provenance.facts(corpus, paths, out, seed, begun)
    (partial / "run.json").write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    shown = {key: _told(value) for key, value in facts.items() if key not in provenance.LONG}
    (partial / "report.html").write_text(render_report(executed, shown), encoding="utf-8")
    if out.exists():
        shutil.rmtree(out)
    partial.rename(out)
    return out


def _told(fact):
    return ", ".join(f"{name} {one}" for name, one in fact.items()) if isinstance(fact, dict) else str(fact)


def find_notebooks(folder):
    """List the notebooks of a study in their order; raise StudyError where there are none."""
    paths = [path for path in sorted(Path(folder).glob("[0-9]*.ipynb")) if _in_study(path)]
    if not paths:
        raise StudyError(f"no notebooks in {str(folder)!r}; name another folder (notebooks=, --notebooks)")
    return paths


def _in_study(path):
    """Tell whether a notebook is part of the study: one may say in its metadata ``"rahmen": {"study": false}``."""
    own = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("rahmen", {})
    return own.get("study", True)


def _execute(paths, environment):
    """Execute notebooks one after another, each in a kernel of its own, with a bar over all their cells."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    notebooks = [(path, nbformat.read(path, as_version=4)) for path in paths]
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with Progress(*columns, console=Console(stderr=True)) as bar:
        total = sum(cell.cell_type == "code" for _, notebook in notebooks for cell in notebook.cells)
        task = bar.add_task("study", total=total)
        for path, notebook in notebooks:
            bar.update(task, description=path.name)
            client = NotebookClient(
                notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}},
                extra_arguments=["--log-level=ERROR"], on_cell_executed=lambda **_: bar.advance(task),
            )  # fmt: skip
            try:
                client.execute(env={**os.environ, **environment})
            except CellExecutionError as error:
                raise StudyError(_where(path, notebook, error)) from None
            except DeadKernelError:
                raise StudyError(f"{path.name}: the kernel died; is there memory enough?") from None
            _save_notebook(Path(environment[RESULTS]) / "notebooks" / path.name, notebook)
    return [(path.stem, notebook) for path, notebook in notebooks]


def _where(path, notebook, error):
    failed = [
        n for n, cell in enumerate(notebook.cells, start=1)
        if any(output.output_type == "error" for output in cell.get("outputs", []))
    ]  # fmt: skip
    return f"{path.name}, cell {failed[0] if failed else '?'}: {error.ename}: {error.evalue}"


def _save_notebook(path, notebook):
    import nbformat

    path.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, path)


def _check_out(out):
    if out.is_file():
        raise StudyError(f"{str(out)!r} is a file; name a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / "run.json").is_file():
        raise StudyError(f"{str(out)!r} holds something other than results (no run.json); name another folder")


def _figure(name, figure, caption, save):
    from matplotlib import rc_context

    pictures = {}
    for ending in ("png", "svg"):
        buffer = io.BytesIO()
        with rc_context({"svg.hashsalt": name}):  # else each run gives the parts of an SVG other names
            figure.savefig(buffer, format=ending, metadata={"Date": None} if ending == "svg" else {"Software": None})
        pictures[ending] = buffer.getvalue()
        save(f"figures/{name}.{ending}", pictures[ending])
    code = base64.b64encode(_fewer_colours(pictures["png"])).decode("ascii")
    alt = escape(getattr(figure, "alt", caption or name), quote=True)
    told = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    image = f'<img alt="{alt}" style="max-width:100%;border-radius:4px" src="data:image/png;base64,{code}">'
    return f'<figure style="margin:1em 0">{image}{told}</figure>'  # notebooks set figures in by 40 pixels


def _fewer_colours(png):
    """Make a picture small enough to be put into a page: 128 colours are more than a figure has by intent."""
    from PIL import Image  # matplotlib needs it, too

    buffer = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(128).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


class _Saver:
    """Writes files below the results folder, each name once."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, name, content):
        file = self.folder / name
        if file.exists():
            raise StudyError(f"two results are named {name}; give one of them another name")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


class _NoSaver:
    def __call__(self, name, content):
        """Save nothing: no study is running."""
