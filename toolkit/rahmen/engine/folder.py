"""The folder of a run: parts that are whole or not there, markers of what is done, and what the run was.

How a batch becomes part of the result: each of its files is written under a name that begins with a dot, synced to the
disk, then renamed; last of all its marker ``done/000000.json`` is written in the same way. A batch without its marker
is not done: what stands of it is removed when the run goes on, and it is coded again.
"""

import errno
import json
import os
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # no such locks on Windows
    fcntl = None

FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}


class EngineError(ValueError):
    """A run over a large corpus that cannot begin or go on; the message names the mend."""


class Folder:
    """Where a run writes.

    Parameters
    ----------
    path : str or pathlib.Path
    kinds : sequence of str
        The sub-folders of the tables, such as ``codes`` and ``rejects``.
    """

    def __init__(self, path, kinds):
        self.path, self.kinds = Path(path), tuple(kinds)

    @contextmanager
    def opened(self):
        """Make the folder and keep it for this run alone; every failure to write is told in one line."""
        with _told(self.path):
            if self.path.exists() and not self.path.is_dir():
                raise EngineError(f"{str(self.path)!r} is a file; `out` must be a folder, new or with a run begun")
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / ".lock").open("w")
        with lock:
            _lock(lock, self.path)
            yield self

    def begin(self, facts):
        """Begin a run, or go on with one of the same facts: the numbers of the batches that are done, and its result.

        The result is None until the run is finished.
        """
        with _told(self.path):
            result = None
            if (self.path / "run.json").is_file():
                result = self._same(facts)
            elif any(not file.name.startswith(".") for file in self.path.iterdir()):
                raise EngineError(f"{str(self.path)!r} holds other files and no run; choose a new folder for `out`")
            else:
                self._write(self.path / "run.json", _json({**facts, "result": None}))
            for kind in (*self.kinds, "done"):
                (self.path / kind).mkdir(exist_ok=True)
            done = {marker["batch"] for marker in self._markers() if self._whole(marker)}
            self._clean(done)
            return done, result if result and result["batches"] == len(done) else None

    def commit(self, coded):
        """Make what became of a batch part of the result."""
        with _told(self.path):
            for kind, content in coded.files.items():
                self._write(self._part(kind, coded.number), content)
            sizes = {kind: len(content) for kind, content in coded.files.items()}
            marker = {"batch": coded.number, **coded.counts, "source_bytes": coded.span, "sizes": sizes}
            self._write(self._marker(coded.number), _json(marker))

    def finish(self):
        """Sum up all batches, write that the run is finished, and give the sums."""
        with _told(self.path):
            markers = list(self._markers())
            names = ["documents", "sentences", *self.kinds]
            sums = {"batches": len(markers), **{name: sum(m[name] for m in markers) for name in names}}
            facts = json.loads((self.path / "run.json").read_text(encoding="utf-8"))
            self._write(self.path / "run.json", _json({**facts, "result": sums}))
            return sums

    def _same(self, facts):
        """Give the result of the run that stands here, or raise EngineError where that is another run."""
        try:
            there = json.loads((self.path / "run.json").read_text(encoding="utf-8"))
        except ValueError:
            raise EngineError(f"the run.json in {str(self.path)!r} is broken; choose a new folder for `out`") from None
        other = next((place for place in _differences(there, json.loads(_json(facts)))), None)
        if other:
            raise EngineError(
                f"{str(self.path)!r} holds another run ({other}); choose a new folder for `out`, or remove this one"
            )
        return there["result"]

    def _clean(self, done):
        """Remove what a killed run left: half files, and parts without a marker."""
        for kind in (*self.kinds, "done"):
            for file in (self.path / kind).iterdir():
                number = file.stem.rpartition("-")[2]
                if file.name.startswith(".") or (number.isdigit() and int(number) not in done):
                    file.unlink()

    def _markers(self):
        for file in sorted((self.path / "done").glob("*.json")):
            with suppress(ValueError):  # a broken marker is none
                yield json.loads(file.read_text(encoding="utf-8"))

    def _whole(self, marker):
        """Tell whether all files of a batch are there, as long as they were."""
        files = [(self._part(kind, marker["batch"]), size) for kind, size in marker["sizes"].items()]
        return all(file.is_file() and file.stat().st_size == size for file, size in files)

    def _part(self, kind, number):
        return self.path / kind / f"part-{number:06d}.parquet"

    def _marker(self, number):
        return self.path / "done" / f"{number:06d}.json"

    def _write(self, path, content):
        """Write a file that is whole under its name or not there, also after a power cut."""
        draft = path.with_name(f".{path.name}.draft")
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync(path.parent)


def _json(facts):
    return json.dumps(facts, ensure_ascii=False, indent=1).encode("utf-8")


def _sync(folder):
    """Sync a folder, so that names in it outlive a power cut; where the system has no such thing, do without."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _differences(there, here):
    """Name the first thing in which two runs differ."""
    for name, value in here.items():
        old = there.get(name)
        if old == value:
            continue
        if isinstance(value, dict) and isinstance(old, dict):
            keys = [key for key in {**old, **value} if old.get(key) != value.get(key)]
            yield f"of its {name}, {keys[0]} differs: {old.get(keys[0])!r} there, {value.get(keys[0])!r} here"
        elif isinstance(value, list):
            yield f"its {name} are others, or other versions"
        else:
            yield f"its {name} is {old!r}, not {value!r}"


def _lock(file, path):
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise EngineError(f"another run is writing to {str(path)!r}; wait for it, or choose another folder") from None
    except OSError:
        return  # a file system without locks


@contextmanager
def _told(path):
    """Turn a failure of the disk into one line that names the mend."""
    try:
        yield
    except EngineError:
        raise
    except OSError as error:
        if error.errno in FULL:
            mend = "the disk is full; make room and call again: the run goes on where it stopped"
        elif error.errno in CLOSED:
            mend = f"{error.strerror}; choose a folder for `out` that may be written to"
        else:
            mend = error.strerror or str(error)
        raise EngineError(f"cannot write to {str(path)!r}: {mend}") from error
