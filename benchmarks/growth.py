"""How time and memory grow with the size of the text, each size in a process of its own: a part of ``make bench``."""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

import rahmen
from benchmarks.bench import RUNS, Road, first, machine, texts_of
from benchmarks.common import arguments, markdown, write_section
from rahmen.german.pieces import in_batches

GIGABYTE = 1_000_000_000


def grown(folder):
    """Tell time and memory at several sizes, each in a process of its own."""
    rows = []
    for size in (1, 10, 50, 200):
        command = [sys.executable, "-m", "benchmarks.growth", "road", str(size), folder or ""]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
    return pd.DataFrame(rows)


def grow(size, folder):
    """Code `size` million characters in batches, as the engine does, and tell CPU seconds and peak memory.

    Once with word forms that are new, then with those of this text known, the median of several rounds; the first of
    these is left out, in which a process does what it does but once (such as using memory for the first time).
    """
    texts, _ = texts_of(folder, size * 1_000_000)
    road = Road()
    road(texts[:20])
    new = _coded(road, texts)
    known = []
    for _ in range(RUNS + 1):
        texts = texts[1:] + texts[:1]  # in another order, so that no answer is remembered
        known.append(_coded(road, texts))
    told = {"CPU s per MB": round(new / size, 4), "forms known": round(statistics.median(known[1:]) / size, 4)}
    print(json.dumps({"MB": size, "CPU s": round(new, 2), **told, "peak MB": round(_peak())}))


def _coded(road, texts):
    """Code texts in batches of 4 MB: CPU seconds."""
    cpu = time.process_time()
    for begin, end in in_batches(texts):
        road(texts[begin:end])
    return time.process_time() - cpu


def _peak():
    """Give the most memory that this process held, in MB; `ru_maxrss` would hold that of its parent."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def processes(texts, size=GIGABYTE):
    """Tell seconds and peak memory (MB) of coding a file of that many characters with one process, and with two."""
    with tempfile.TemporaryDirectory() as folder:
        source, rows = Path(folder) / "texts.parquet", []
        _write(texts, source, size)
        for n in (1, 2):  # each begins anew, with no word known
            command = [sys.executable, "-m", "benchmarks.growth", "engine", str(source), f"{folder}/{n}", str(n)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            rows.append(json.loads(done.stdout.splitlines()[-1]))
    return pd.DataFrame(rows)


def _write(texts, path, size):
    """Write texts, over and over, as a Parquet file of that many characters."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole, rounds = sum(map(len, texts)), 0
    schema = pa.schema([("doc", pa.string()), ("text", pa.string())])
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        while rounds * whole < size:
            ids = [f"d{rounds}-{n}" for n in range(len(texts))]
            file.write_table(pa.table({"doc": ids, "text": texts}, schema=schema))
            rounds += 1


def engine(source, out, number):
    begin = time.perf_counter()
    coder = rahmen.CodebookClassifier()
    counts = rahmen.annotate_corpus(source, out, coder, processes=number, progress=False)
    used = round(time.perf_counter() - begin, 1)
    told = {"processes": number, "seconds": used, "peak MB": round(_peak()) if number == 1 else None}
    print(json.dumps({**told, "sentences": counts["sentences"]}))


def report(folder):
    """Measure both and write them down."""
    texts, what = texts_of(folder)
    sizes, runs = grown(folder), processes(first(texts, 8_000_000))
    one, two = runs["seconds"]
    print(sizes.to_string(index=False), runs.to_string(index=False), sep="\n\n")
    write_section(
        "Speed at any size",
        f"`python -m benchmarks.growth --data …`, a part of `make bench`. {what}. {machine()}. The road of the part "
        f"Speed in batches of 4 MB, each size in a process of its own: CPU seconds with words that are new, and with "
        f"words known (median of {RUNS} rounds; goal: within 20 % of one another).\n\n{markdown(sizes, 4)}\n\n"
        f"`annotate_corpus` of {GIGABYTE / 1e6:.0f} MB with the codebook coder (goals: a peak below 600 MB; two "
        f"processes 1.6 times as fast, here {one / two:.2f}):\n\n{markdown(runs, 1)}",
    )


def main():
    kind, *given = sys.argv[1:]
    if kind == "road":
        grow(int(given[0]), given[1])
    elif kind == "engine":
        engine(given[0], given[1], int(given[2]))
    else:
        report(arguments(__doc__).data)


if __name__ == "__main__":
    main()
