"""The engine on a Dask cluster: two workers started by hand on this machine, one killed midway, same result."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pandas as pd
import pytest

import rahmen

distributed = pytest.importorskip("distributed", reason="install the extra: pip install 'rahmen[cluster]'")

SLOW = 60
"""Seconds after which a process that says nothing is given up."""
QUIET = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def corpus(tmp_path, n=120):
    lines = [json.dumps({"doc": f"d{k}", "text": f"Nutzer {k} protestieren. Es regnet {k} Tage."}) for k in range(n)]
    path = tmp_path / "press.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def content(out):
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*.parquet"))}


@contextmanager
def started(*command, cwd):
    """Start a process of Dask, and end it whatever happens."""
    child = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
        cwd=cwd, env=QUIET, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield child
    finally:
        child.kill()
        child.wait(SLOW)
        child.stderr.close()


def said(child, pattern):
    """Wait until a process says something on standard error."""
    giving_up = threading.Timer(SLOW, child.kill)
    giving_up.start()
    try:
        for line in child.stderr:
            found = re.search(pattern, line)
            if found:
                threading.Thread(target=child.stderr.read, daemon=True).start()  # so that the pipe never fills
                return found
    finally:
        giving_up.cancel()
    raise AssertionError(f"the process ended without saying {pattern!r}")


@contextmanager
def cluster(tmp_path, workers):
    """Start a scheduler and workers by hand, each a process of its own: a client, and the workers by their name."""
    here = ("--host", "127.0.0.1")
    with started(
        "dask_scheduler", *here, "--port", "0", "--dashboard-address", "127.0.0.1:0", cwd=tmp_path
    ) as scheduler:
        address = said(scheduler, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")[1]
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "dask"))
        with (
            started("dask_worker", address, *here, *options, "--name", "w0", cwd=tmp_path) as first,
            started("dask_worker", address, *here, *options, "--name", "w1", cwd=tmp_path) as second,
            distributed.Client(address, timeout=SLOW) as client,
        ):
            client.wait_for_workers(workers, timeout=SLOW)
            yield client, [first, second]


def test_a_worker_killed_midway_changes_nothing(tmp_path, capsys):
    source, coder = corpus(tmp_path), rahmen.CodebookClassifier()
    rahmen.annotate_corpus(source, tmp_path / "one", coder, batch=300, evidence=True, progress=False)
    with cluster(tmp_path, 2) as (client, workers):
        names = {info["name"]: address for address, info in client.scheduler_info()["workers"].items()}

        at = []

        def kill():
            giving_up = time.monotonic() + SLOW
            while len(list(tmp_path.glob("two/done/*.json"))) < 3 and time.monotonic() < giving_up:
                time.sleep(0.001)
            workers[0].send_signal(signal.SIGKILL)
            at.append(len(list(tmp_path.glob("two/done/*.json"))))

        killer = threading.Thread(target=kill)
        killer.start()
        counts = rahmen.annotate_corpus(source, tmp_path / "two", coder, batch=300, evidence=True, client=client)
        killer.join(SLOW)
        assert workers[0].wait(SLOW) == -signal.SIGKILL
        assert names["w0"] not in client.nthreads()
    assert content(tmp_path / "two") == content(tmp_path / "one")
    assert counts["documents"] == 120
    assert 3 <= at[0] < counts["batches"]
    assert "dashboard: http://127.0.0.1:" in capsys.readouterr().err


def test_a_cluster_in_this_process_gives_the_same_and_leaves_nothing_behind(tmp_path):
    source, coder = corpus(tmp_path, 40), rahmen.FrameClassifier(encoder=None)
    coder.fit(
        ["Nutzer protestieren.", "Es regnet.", "Alle protestieren.", "Es schneit."] * 5, [["a"], [], ["a"], []] * 5
    )
    rahmen.annotate_corpus(source, tmp_path / "one", coder, batch=300, progress=False)
    with (
        distributed.LocalCluster(2, processes=False, threads_per_worker=2, dashboard_address="127.0.0.1:0") as local,
        distributed.Client(local) as client,
    ):
        rahmen.annotate_corpus(source, tmp_path / "two", coder, batch=300, progress=False, client=client)
        plugins = client.run(lambda dask_worker: list(dask_worker.plugins))
    assert not [name for names in plugins.values() for name in names if name.startswith("rahmen")]
    one, two = (pd.read_parquet(tmp_path / name / "codes") for name in ("one", "two"))
    pd.testing.assert_frame_equal(one, two)


def test_a_run_begun_in_one_process_goes_on_on_a_cluster(tmp_path, monkeypatch):
    from rahmen.engine.folder import Folder

    source, coder, commit = corpus(tmp_path, 40), rahmen.CodebookClassifier(), Folder.commit

    def stopping(folder, coded):
        if coded.number == 2:
            raise KeyboardInterrupt
        commit(folder, coded)

    monkeypatch.setattr(Folder, "commit", stopping)
    with pytest.raises(KeyboardInterrupt):
        rahmen.annotate_corpus(source, tmp_path / "two", coder, batch=300, progress=False)
    monkeypatch.undo()
    assert len(list((tmp_path / "two/done").iterdir())) == 2
    with (
        distributed.LocalCluster(1, processes=False, dashboard_address="127.0.0.1:0") as local,
        distributed.Client(local) as client,
    ):
        rahmen.annotate_corpus(source, tmp_path / "two", coder, batch=300, progress=False, client=client)
    rahmen.annotate_corpus(source, tmp_path / "one", coder, batch=300, progress=False)
    assert content(tmp_path / "two") == content(tmp_path / "one")


def test_workers_with_another_version_are_told(tmp_path, monkeypatch):
    from rahmen.engine.plugin import CoderPlugin

    setup = CoderPlugin.setup

    def other(plugin, worker):
        plugin.version = "0.0"
        setup(plugin, worker)

    monkeypatch.setattr(CoderPlugin, "setup", other)
    source, coder = corpus(tmp_path, 3), rahmen.CodebookClassifier()
    with (
        distributed.LocalCluster(1, processes=False, dashboard_address="127.0.0.1:0") as local,
        distributed.Client(local) as client,
        pytest.raises(rahmen.EngineError, match="install the same version of rahmen there"),
    ):
        rahmen.annotate_corpus(source, tmp_path / "out", coder, progress=False, client=client)


def test_a_cluster_without_workers_is_told(tmp_path, monkeypatch):
    from rahmen.engine import cluster as engine_cluster

    monkeypatch.setattr(engine_cluster, "WAIT", 0.2)
    source, coder = corpus(tmp_path, 3), rahmen.CodebookClassifier()
    with (
        distributed.LocalCluster(1, processes=False, dashboard_address="127.0.0.1:0") as local,
        distributed.Client(local) as client,
    ):
        client.retire_workers(list(client.nthreads()))
        with pytest.raises(rahmen.EngineError, match="no worker has come"):
            rahmen.annotate_corpus(source, tmp_path / "out", coder, progress=False, client=client)
