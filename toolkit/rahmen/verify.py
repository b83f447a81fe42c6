"""Run a study again and tell what differs from its results: what went in, what came out, and the versions."""

import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from . import provenance
from .study import StudyError, find_notebooks, run_study

KINDS = (("table", "tables/*.csv"), ("figure", "figures/*.png"), ("text", "*.html"))


def verify_study(results, corpus=None, notebooks=None):
    """Run a study again, with its seed, in a temporary folder, and compare.

    Parameters
    ----------
    results : str or pathlib.Path
        The folder that :func:`rahmen.run_study` wrote.
    corpus, notebooks : str or pathlib.Path, optional
        Where they are now; by default where ``run.json`` says, seen from the results.

    Returns
    -------
    pandas.DataFrame
        One row for each thing compared: ``kind`` (corpus, codebook, notebook, model, table, figure, text, version),
        ``name, same, told``. Tables are the same where their numbers agree to nine digits, figures where all pixels of
        their PNG do.

    Raises
    ------
    StudyError
        No results, no seed in them, corpus or notebooks are not found, or the study fails now.
    """
    results = Path(results).resolve()
    run = _run_of(results)
    corpus = _found(corpus, run, results, "corpus")
    notebooks = _found(notebooks, run, results, "notebooks")
    known = provenance.inputs(corpus, find_notebooks(notebooks))
    rows = [*_inputs(run, known)]
    with tempfile.TemporaryDirectory(prefix="rahmen-verify-") as folder:
        again = run_study(corpus, Path(folder) / "results", notebooks, run["seed"])
        for kind, pattern in KINDS:
            rows += _files(kind, pattern, results, again)
        rows += _versions(run, _run_of(again))
    return pd.DataFrame(rows, columns=["kind", "name", "same", "told"]).astype({"same": bool})


def _run_of(results):
    file = results / "run.json"
    if not file.is_file():
        raise StudyError(f"{str(results)!r} holds no run.json; name the folder that a study wrote")
    try:
        run = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise StudyError(f"{str(file)!r}: broken as JSON ({error}); run the study anew") from None
    if not isinstance(run, dict) or not isinstance(run.get("seed"), int):
        raise StudyError(f"{str(file)!r} tells no seed; run the study anew")
    return run


def _found(given, run, results, what):
    """Find a folder that went in: the one given, else the one that the run names."""
    folder = Path(given) if given else (results / run[what] if what in run else None)
    if folder is None or not folder.is_dir():
        told = f"no folder {str(folder)!r}" if folder else f"run.json does not tell where the {what} is or are"
        raise StudyError(f"{told}; say --{what}")
    return folder.resolve()


def _inputs(run, known):
    """Compare the hashes of what went in."""
    yield _hash("corpus", "texts and metadata", run.get("corpus_sha256"), known["corpus_sha256"])
    for kind in ("codebook", "notebook", "model"):
        now = known[f"{kind}s_sha256"]
        before = run.get(f"{kind}s_sha256", {})
        for name in dict.fromkeys([*before, *now]):
            yield _hash(kind, name, before.get(name), now.get(name))


def _hash(kind, name, before, now):
    told = "changed since" if before and now else "is not there any more" if before else "is not in run.json"
    return kind, name, before == now, "" if before == now else told


def _files(kind, pattern, results, again):
    """Compare files of one kind by their names."""
    names = sorted({path.relative_to(folder) for folder in (results, again) for path in folder.glob(pattern)})
    for name in names:
        if name.name != "report.html":  # it tells the time
            told = _differs(kind, results / name, again / name)
            yield kind, name.as_posix(), not told, told


def _differs(kind, before, now):
    """Say how two files differ; "" where they do not."""
    if not now.is_file():
        return "does not come out any more"
    if not before.is_file():
        return "is new"
    if before.read_bytes() == now.read_bytes():
        return ""
    return {"table": _table, "figure": _figure}.get(kind, lambda *_: "differs")(before, now)


def _table(before, now):
    one, two = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in (before, now))
    if list(one.columns) != list(two.columns):
        changed = sorted(set(one.columns) ^ set(two.columns))
        return f"other columns: {', '.join(changed) or 'their order'}"
    if len(one) != len(two):
        return f"{len(one)} rows then, {len(two)} now"
    numbers = [table.apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float) for table in (one, two)]
    close = np.isclose(*numbers, rtol=1e-9, atol=1e-12)
    other = (one.to_numpy() != two.to_numpy()) & ~close
    if not other.any():
        return ""
    gaps = np.abs(numbers[0] - numbers[1])[other]
    largest = f", by {np.nanmax(gaps):.3g} at most" if np.isfinite(gaps).any() else ""
    columns = ", ".join(one.columns[other.any(axis=0)])
    return f"{other.sum()} of {other.size} cells differ{largest}, in {columns}"


def _figure(before, now):
    from matplotlib.image import imread

    one, two = imread(before), imread(now)
    if one.shape != two.shape:
        return f"{one.shape[1]} × {one.shape[0]} pixels then, {two.shape[1]} × {two.shape[0]} now"
    other = (one != two).any(axis=-1).mean()
    return f"{other:.2%} of its pixels differ" if other else ""


def _versions(run, again):
    packages = {**run.get("packages", {})}, again["packages"]
    for name in ("rahmen", "python"):
        packages[0][name], packages[1][name] = run.get(name), again[name]
    for name in sorted({*packages[0], *packages[1]}):
        before, now = (each.get(name) for each in packages)
        yield "version", name, before == now, "" if before == now else f"{before or 'not told'} then, {now} now"
