"""How well two passes over the real sentences agree: Krippendorff's alpha, by source and for random draws."""

import csv
from collections import Counter

import pandas as pd

from benchmarks.common import arguments, markdown, write_section
from rahmen.codebook import load_codebook
from rahmen.corpus import find_corpus


def alpha(first, second):
    """Give Krippendorff's alpha for nominal values, two coders, nothing missing (Krippendorff 2011)."""
    n = len(first)
    observed = sum(a != b for a, b in zip(first, second, strict=True)) / n
    counts = Counter(first) + Counter(second)
    expected = 1 - sum(v * (v - 1) for v in counts.values()) / (2 * n * (2 * n - 1))
    return 1 - observed / expected if expected else float("nan")


def pairs():
    """Give the two codings of each sentence that was coded twice."""
    with (find_corpus() / "codes" / "real.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    units = {}
    for row in rows:
        units.setdefault((row["doc"], row["start"], row["end"]), {})[row["pass"]] = row
    return [(unit["1"], unit["2"]) for unit in units.values() if "2" in unit]


def bears(row, label):
    return any(entry.startswith(f"{label}:") for entry in row["frames"].split("; "))


def main():
    arguments(__doc__)
    both = pairs()
    if not both:
        print("no sentence has been coded twice yet")
        return
    subsets = {
        "all": both,
        "random": [p for p in both if p[0]["drawn_by"] == "random"],
        **{source: [p for p in both if p[0]["source"] == source] for source in sorted({a["source"] for a, _ in both})},
    }
    rows = []
    for label in load_codebook().names:
        values = [([bears(a, label) for a, _ in part], [bears(b, label) for _, b in part]) for part in subsets.values()]
        rows.append((label, sum(values[0][0]), sum(values[0][1]), *(alpha(a, b) for a, b in values)))
    for name in ("status", "voice", "sentiment"):
        rows.append(
            (
                name,
                "",
                "",
                *(alpha([a[name] for a, _ in part], [b[name] for _, b in part]) for part in subsets.values()),
            )
        )
    columns = ["code", "first pass", "second pass", *(f"alpha, {name} ({len(part)})" for name, part in subsets.items())]
    table = pd.DataFrame(rows, columns=columns)
    print(table.to_string(index=False))
    write_section(
        "Agreement of the two codings of real sentences",
        f"`python -m benchmarks.coding`. {len(both)} sentences of `corpus/codes/real.csv`, coded twice by different "
        "language-model coders, the second blind to the first, before adjudication. Krippendorff's "
        "alpha (nominal). This is the consistency of one kind of coder; no human gold standard.\n\n" + markdown(table),
    )


if __name__ == "__main__":
    main()
