"""The folder of a run: killed at any moment it goes on, another run in it is refused, a full disk is told."""

import errno
import json
import os
import signal
import subprocess
import sys
import time

import pytest

import rahmen
from rahmen.engine import folder as engine_folder
from rahmen.engine import sources
from tests.runs import content, frame, run, small_coder, table_of, write

CALL = """
import os, sys, time, rahmen
from rahmen.engine.folder import Folder
write = Folder._write
def slowly(self, path, content):
    if "part" in path.name or path.parent.name == "done":
        time.sleep(0.01)
    write(self, path, content)
    if "part" in path.name or path.parent.name == "done":
        print("wrote", flush=True)
Folder._write = slowly
coder = rahmen.CodebookClassifier("book.toml")
rahmen.annotate_corpus(sys.argv[1], sys.argv[2], coder, evidence=True, batch=600, progress=False,
                       processes=int(sys.argv[3]))
print("finished", flush=True)
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_killed_at_several_moments_it_goes_on_where_it_stopped(tmp_path, processes):
    small = small_coder(tmp_path)
    source = write(frame(60), "jsonl", tmp_path / "s")
    run(source, tmp_path / "whole", batch=600, evidence=True, coder=small)
    out, killed = tmp_path / "killed", 0
    for files in (1, 2, 7) if processes == 1 else (6,):
        command = [sys.executable, "-c", CALL, str(source), str(out), str(processes)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as child:
            for _ in range(files):
                if child.stdout.readline() in ("", "finished\n"):
                    break
            else:
                time.sleep(0.005)
            killed += child.poll() is None
            child.send_signal(signal.SIGKILL)
        half = [marker["batch"] for marker in markers(out)]
        assert half == sorted(set(half))
    assert killed  # at work, not after it
    run(source, out, batch=600, evidence=True, coder=small)
    assert content(out) == content(tmp_path / "whole")
    assert not list(out.rglob(".*.draft"))
    assert sum(marker["codes"] for marker in markers(out)) == len(table_of(out))


def markers(out):
    return [json.loads(file.read_text()) for file in sorted(out.glob("done/*.json"))]


def test_files_without_marker_and_cut_files_are_done_anew(tmp_path):
    source = write(frame(60), "jsonl", tmp_path / "s")
    run(source, tmp_path / "out", batch=600)
    whole = content(tmp_path / "out")
    (tmp_path / "out/done/000001.json").unlink()
    (tmp_path / "out/codes/.part-000002.parquet.draft").write_bytes(b"half")
    cut = tmp_path / "out/codes/part-000003.parquet"
    cut.write_bytes(cut.read_bytes()[:100])
    (tmp_path / "out/codes/part-000999.parquet").write_bytes(b"stale")
    (tmp_path / "out/done/000004.json").write_bytes(b"{")
    run(source, tmp_path / "out", batch=600)
    assert content(tmp_path / "out") == whole
    assert not list((tmp_path / "out").rglob("*.draft"))


def test_a_finished_run_is_not_done_again(tmp_path, monkeypatch):
    source = write(frame(9), "jsonl", tmp_path / "s")
    counts = run(source, tmp_path / "out")
    monkeypatch.setattr(sources.Source, "batches", None)
    assert run(source, tmp_path / "out") == counts


# -- refused -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"batch": 99}, "of its parameters, batch differs: 600 there, 99 here"),
        ({"voice": True}, "of its parameters, voice"),
        ({"evidence": True}, "of its parameters, evidence"),
    ],
)
def test_another_run_in_the_folder_is_refused(tmp_path, change, message):
    source = write(frame(9), "jsonl", tmp_path / "s")
    run(source, tmp_path / "out", batch=600)
    with pytest.raises(rahmen.EngineError, match=message) as error:
        run(source, tmp_path / "out", **{"batch": 600, **change})
    assert "choose a new folder" in str(error.value)
    assert "\n" not in str(error.value)


def test_another_source_or_coder_is_refused(tmp_path):
    source = write(frame(9), "jsonl", tmp_path / "s")
    run(source, tmp_path / "out")
    with pytest.raises(rahmen.EngineError, match="its coders are others"):
        rahmen.annotate_corpus(source, tmp_path / "out", rahmen.CodebookClassifier(threshold=3), progress=False)
    os.utime(source, (1, 1))
    with pytest.raises(rahmen.EngineError, match="of its source, "):
        run(source, tmp_path / "out")


def test_a_source_that_changes_meanwhile_is_told(tmp_path, monkeypatch):
    source, commit = write(frame(9), "jsonl", tmp_path / "s"), engine_folder.Folder.commit

    def meanwhile(folder, coded):
        commit(folder, coded)
        with source.open("a") as file:
            file.write("\n")

    monkeypatch.setattr(engine_folder.Folder, "commit", meanwhile)
    with pytest.raises(rahmen.EngineError, match="changed while it was read"):
        run(source, tmp_path / "out")


def test_a_folder_with_other_things_or_a_file_is_refused(tmp_path):
    source = write(frame(3), "jsonl", tmp_path / "s")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(rahmen.EngineError, match="holds other files and no run"):
        run(source, tmp_path / "mine")
    with pytest.raises(rahmen.EngineError, match="is a file; `out` must be a folder"):
        run(source, tmp_path / "mine" / "notes.txt")
    with pytest.raises(rahmen.EngineError, match="lies in the source"):
        run(tmp_path / "mine", tmp_path / "mine" / "out")


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    source = write(frame(3), "jsonl", tmp_path / "s")
    with (
        engine_folder.Folder(tmp_path / "out", ["codes"]).opened(),
        pytest.raises(rahmen.EngineError, match="another run is writing"),
    ):
        run(source, tmp_path / "out")
    run(source, tmp_path / "out")


@pytest.mark.parametrize(
    ("number", "message"), [(errno.ENOSPC, "the disk is full; make room"), (errno.EROFS, "may be written to")]
)
def test_a_full_disk_and_a_read_only_one_are_told_in_one_line_and_nothing_is_lost(
    tmp_path, monkeypatch, number, message
):
    source = write(frame(60), "jsonl", tmp_path / "s")
    run(source, tmp_path / "whole", batch=600)
    synced = []

    def fsync(handle):
        synced.append(handle)
        if len(synced) == 17:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(engine_folder.os, "fsync", fsync)
    with pytest.raises(rahmen.EngineError, match=message) as error:
        run(source, tmp_path / "out", batch=600)
    assert "\n" not in str(error.value)
    monkeypatch.undo()
    run(source, tmp_path / "out", batch=600)
    assert content(tmp_path / "out") == content(tmp_path / "whole")
