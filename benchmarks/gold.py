"""Coded real sentences as tables, and the log of looks at them."""

import csv
import subprocess
from datetime import UTC, datetime

import pandas as pd

from benchmarks.common import HERE

LOOKS = HERE / "looks.csv"


def sentence_table(rows):
    """Make a sentences table of coded sentences, one unit each, in the document they come from."""
    return pd.DataFrame({
        "doc": [row["doc"] for row in rows], "sentence": range(len(rows)), "start": 0,
        "end": [len(row["text"]) for row in rows], "text": [row["text"] for row in rows], "part": "body",
        "source": [row["source"].split(" (")[0].split(",")[0] for row in rows],
    })  # fmt: skip


class Given:
    """A coder that gives values already known, in the labels and scheme of the coder `like`."""

    def __init__(self, values, like, name="gold"):
        self.values, self.classes_, self.scheme, self.name = values, like.classes_, like.scheme, name

    def predict(self, texts):
        return self.values


def log_look(what, why, macro):
    """Note who looked at the measuring set, when and why, and what was seen."""
    head = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(head, cwd=HERE, capture_output=True, text=True).stdout.strip()
    new = not LOOKS.exists()
    with LOOKS.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(["when", "after_commit", "set", "macro_f1", "why"])
        when = datetime.now(UTC).isoformat(timespec="minutes")
        writer.writerow([when, commit, what, f"{macro:.3f}", why])
