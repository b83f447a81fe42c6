"""The run over a corpus: batches from the source, to the workers, into the folder."""

from contextlib import nullcontext
from pathlib import Path

import rahmen

from ..tables import require_coders
from .folder import EngineError, Folder
from .parsing import Fields
from .sources import open_source


def annotate_corpus(
    source, out, *coders, text="text", doc=None, metadata=(), voice=False, evidence=False, processes=1, client=None,
    batch=4_000_000, limit=10_000_000, sep=",", encoding=None, progress=True,
):  # fmt: skip
    r"""Code a corpus that need not fit into memory, and write the codes as a Parquet data set.

    The source is read as a stream, in batches that are the same at every run. Killed at any moment, the same call goes
    on where it stopped: no row is lost and none stands there twice.

    Parameters
    ----------
    source : str or pathlib.Path
        A Parquet file, a folder of them, a JSONL or CSV file (also ``.gz`` or ``.zst``), or a folder of ``.txt``.
    out : str or pathlib.Path
        A folder, new or with a run of the same source, coders and parameters begun.
    *coders : estimator
        As for :func:`rahmen.annotate`.
    text : str, default "text"
        The column that holds the text.
    doc : str, optional
        The column that holds the id; without it a column ``doc`` serves, or the records are numbered. Of a folder of
        texts the path is the id.
    metadata : sequence of str, default ()
        Columns that go into the codes, as text; of a folder of texts there are ``group`` and ``file``.
    voice : bool, default False
        Tell status, voice and speaker of each present label as well; the slow part of the work.
    evidence : bool, default False
        Write also why: the evidence table.
    processes : int, default 1
        Worker processes on this machine.
    client : distributed.Client, optional
        Work on a Dask cluster instead, on this machine or another (extra ``rahmen[cluster]``). Its workers need the
        same version of the package, but neither the source nor `out`: batches go to them and codes come back.
    batch : int, default 4_000_000
        Bytes of text from which a batch is closed. One batch makes one part of the result.
    limit : int, default 10_000_000
        Characters from which a document is refused.
    sep, encoding : str, optional
        Of a CSV file; `encoding` also of JSONL (both UTF-8 unless told) and of texts (as :func:`rahmen.read_folder`).
    progress : bool, default True
        Show a bar on standard error: documents, megabytes of text a second, time left.

    Returns
    -------
    dict
        How many ``batches, documents, sentences`` there were, and rows of ``codes, rejects`` (and ``evidence``).

    Raises
    ------
    rahmen.EngineError
        `out` holds another run or cannot be written to, or a worker died.
    rahmen.CorpusError
        The source is none, or lacks a column.

    Notes
    -----
    What stands in `out` afterwards:

    - ``codes/part-000000.parquet`` …: the codes table, one row for each sentence, label and coder: ``doc`` (string),
      ``sentence, start, end`` (int32), ``scheme, label, coder`` (dictionary), ``value`` (int8), ``score`` (float32, NaN
      becomes null), ``status, voice, speaker, part`` and the metadata (dictionary).
    - ``evidence/``: ``doc, sentence, scheme, label, coder, start, end, text, weight`` (float32), ``rule``.
    - ``rejects/``: ``position, doc, reason`` of each record that is no document: broken encoding, no text, no id, no
      JSON, too long, or coded with an error. An id that stands twice is refused within a batch; over the whole corpus
      ids are not compared, since they would have to be held in memory. Near-duplicates are not marked.
    - ``done/000000.json``: a batch counts only where this marker stands; it is written last.
    - ``run.json``: source, coders with hashes, parameters, schemas; its ``result`` is null until the run is finished.

    ``pandas.read_parquet(out / "codes")`` reads all of it, DuckDB what a query needs:
    ``select label, sum(value) from 'out/codes/*.parquet' group by label``.

    A Dask worker of several threads codes one batch at a time: give it one thread. Dask's workers hand memory back to
    the system early and fetch it again, which costs time;
    ``dask.config.set({"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 2**30})`` before the cluster starts
    leaves it to them.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     source, out = Path(folder) / "press.jsonl", Path(folder) / "coded"
    ...     _ = source.write_text('{"doc": "a", "text": "Nutzer protestieren."}\n{"doc": "b"}\n', encoding="utf-8")
    ...     counts = rahmen.annotate_corpus(source, out, rahmen.CodebookClassifier(), progress=False)
    ...     codes, rejects = pd.read_parquet(out / "codes"), pd.read_parquet(out / "rejects")
    >>> counts
    {'batches': 1, 'documents': 1, 'sentences': 1, 'codes': 8, 'rejects': 1}
    >>> codes.query("value == 1")[["doc", "label"]].values.tolist(), rejects.values.tolist()
    ([['a', 'resistance']], [['line 2', 'b', 'no text']])
    """
    _check(source, out, coders, processes, batch, limit)
    found = open_source(source, encoding, limit, sep)
    fields = found.fields(Fields(text, doc, tuple([metadata] if isinstance(metadata, str) else metadata)))

    from .coding import Job, describe, portable

    sent = map(portable, coders) if client is not None or processes > 1 else coders
    job = Job(found.kind, fields, tuple(sent), voice, evidence, limit, encoding)
    asked = {
        "text": fields.text, "doc": fields.doc, "metadata": list(fields.metadata), "voice": voice, "evidence": evidence,
        "batch": batch, "limit": limit, "sep": sep, "encoding": encoding,
    }  # fmt: skip
    schemas = {kind: {f.name: str(f.type) for f in schema} for kind, schema in job.schemas.items()}
    facts = {
        "rahmen": rahmen.__version__, "source": found.facts(), "coders": [describe(coder) for coder in coders],
        "parameters": asked, "schema": schemas,
    }  # fmt: skip
    with Folder(out, job.schemas).opened() as folder:
        done, result = folder.begin(facts)
        if result is not None:
            return result
        with _workers(job, processes, client, progress) as code, _Bar(found, progress) as bar:
            for coded in code(bar.passing(found.batches(batch), done)):
                folder.commit(coded)
                bar.advance(coded)
        if open_source(source, encoding, limit, sep).facts() != found.facts():
            raise EngineError(f"{str(source)!r} changed while it was read; code it anew into another folder")
        return folder.finish()


def _check(source, out, coders, processes, batch, limit):
    require_coders(coders, "annotate_corpus")
    for name, value in (("processes", processes), ("batch", batch), ("limit", limit)):
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"the `{name}` parameter must be a whole number from 1 on; not {value!r}")
    names = [coder.name for coder in coders]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValueError(f"two coders bear the name {twice!r}; each may be given once")
    if Path(source).is_dir() and Path(out).resolve().is_relative_to(Path(source).resolve()):
        raise EngineError(f"the folder {str(out)!r} lies in the source; choose one beside it for `out`")


def _workers(job, processes, client, progress):
    """Give the context whose function codes batches: here, in processes, or on a cluster."""
    if client is not None:
        from .cluster import dask

        return dask(job, client, progress)
    if processes > 1:
        from .cluster import processes as spread

        return spread(job, processes)
    return nullcontext(lambda batches: map(job.code, batches))


class _Bar:
    """A bar on standard error, by bytes of the source."""

    def __init__(self, source, shown):
        from rich import progress
        from rich.console import Console

        columns = (
            progress.TextColumn("{task.description}"), progress.BarColumn(), progress.TaskProgressColumn(),
            progress.TextColumn("{task.fields[documents]:,} documents, {task.fields[rate]:.1f} MB/s"),
            progress.TimeRemainingColumn(),
        )  # fmt: skip
        console = Console(stderr=True, force_jupyter=False)  # in a notebook rich asks for a package, and needs none
        self.bar = progress.Progress(*columns, console=console, disable=not shown, refresh_per_second=2)
        self.task = self.bar.add_task(source.root.name, total=source.total, documents=0, rate=0.0)
        self.documents = self.size = 0

    def __enter__(self):
        self.bar.start()
        return self

    def __exit__(self, *error):
        self.bar.stop()

    def passing(self, batches, done):
        """Pass over the batches that are done."""
        for batch in batches:
            if batch.number in done:
                self.bar.advance(self.task, batch.span)
                self.bar.reset(self.task, completed=self.bar.tasks[0].completed)  # no speed from what was done before
            else:
                yield batch

    def advance(self, coded):
        """Show what a batch adds."""
        self.documents, self.size = self.documents + coded.counts["documents"], self.size + coded.size
        rate = self.size / 1e6 / max(self.bar.tasks[0].elapsed or 0, 1e-3)
        self.bar.update(self.task, advance=coded.span, documents=self.documents, rate=rate)
