"""How well two passes over the coded sentences agree: Krippendorff's alpha, by source and for random draws."""

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
from sklearn.metrics import precision_recall_fscore_support

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


def pairs(name, *unit):
    """Give the two codings of each sentence that was coded twice; the columns `unit` tell sentences apart."""
    with (find_corpus() / "codes" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    units = {}
    for row in rows:
        units.setdefault(tuple(row[column] for column in unit), {})[row["pass"]] = row
    return [(both["1"], both["2"]) for both in units.values() if "2" in both]


def bears(row, label):
    return any(entry.startswith(f"{label}:") for entry in row["frames"].split("; "))


def agreement(subsets):
    """Tell for each label how many sentences each pass gives it, and alpha in each subset."""
    rows = []
    for label in load_codebook().names:
        values = [
            [[bears(row, label) for row in passes] for passes in zip(*both, strict=True)] for both in subsets.values()
        ]
        rows.append((label, sum(values[0][0]), sum(values[0][1]), *(alpha(*passes) for passes in values)))
    columns = ["code", "first pass", "second pass", *(f"alpha, {name} ({len(both)})" for name, both in subsets.items())]
    return pd.DataFrame(rows, columns=columns)


def real():
    both = pairs("real.csv", "doc", "start", "end")
    subsets = {
        "all": both,
        **{drawn: [p for p in both if p[0]["drawn_by"] == drawn] for drawn in ("random", "beside")},
        **{source: [p for p in both if p[0]["source"] == source] for source in sorted({a["source"] for a, _ in both})},
    }
    table = agreement(subsets)
    for name in ("status", "voice", "sentiment"):
        alphas = [alpha([a[name] for a, _ in part], [b[name] for _, b in part]) for part in subsets.values()]
        more = pd.DataFrame([[name, "", "", *alphas]], columns=table.columns)
        table = pd.concat([table.astype(object), more], ignore_index=True)
    print(table.to_string(index=False))
    write_section(
        "Agreement of the two codings of real sentences",
        f"`python -m benchmarks.coding`. {len(both)} sentences of `corpus/codes/real.csv`, coded twice by different "
        "language-model coders, the second blind to the first, before adjudication. Krippendorff's "
        "alpha (nominal). This is the consistency of one kind of coder; no human gold standard.\n\n" + markdown(table),
    )


def constructed():
    both = [pair for pair in pairs("constructed.csv", "id") if pair[0]["writer"][0] != "v"]
    differ = sum(any(bears(a, label) != bears(b, label) for label in load_codebook().names) for a, b in both)
    subsets = {"all": both, "frozen": [pair for pair in both if pair[0]["part"] == "frozen"]}
    for letter in sorted({pair[0]["writer"][0] for pair in both}):
        subsets[f"writers {letter}"] = [pair for pair in both if pair[0]["writer"][0] == letter]
    table = agreement(subsets)
    print(table.to_string(index=False), f"\n{differ} differ")
    write_section(
        "Agreement of the two codings of constructed sentences",
        f"`python -m benchmarks.coding`. {len(both)} sentences in `corpus/codes/constructed.csv` (all but those of the "
        "writers v1 and v2), coded twice by language models, the second time blind to the first; "
        f"{differ} differ in at least one frame and "
        "were adjudicated. Krippendorff's alpha (nominal), before adjudication.\n\n" + markdown(table),
    )


def again():
    """Tell how far two coders agree who read security_threat again under a rule that was told more narrowly."""
    both = pairs("security_retest.csv", "doc", "start", "sha1")
    parts = {"real": [p for p in both if p[0]["source"] != "constructed"],
             "constructed": [p for p in both if p[0]["source"] == "constructed"]}  # fmt: skip
    rows = []
    for name, part in parts.items():
        first, second = ([row["security_threat"] for row in passes] for passes in zip(*part, strict=True))
        differ = sum(a != b for a, b in zip(first, second, strict=True))
        rows.append((name, len(part), first.count("1"), second.count("1"), differ, alpha(first, second)))
    table = pd.DataFrame(rows, columns=["sentences", "n", "first coder", "second coder", "differ", "alpha"])
    print(table.to_string(index=False))
    write_section(
        "Agreement on security_threat, read again",
        "`python -m benchmarks.coding`. `corpus/codes/security_retest.csv`: all sentences that any coder had given "
        "security_threat, and some others, read by two language-model coders blind to earlier codes and to each other; "
        "where they differ a third decided. Krippendorff's alpha (nominal).\n\n" + markdown(table),
    )


def blind(folder):
    """Tell how well two further coders, blind to the gold, reach it: what coders of this kind can be asked for."""
    file = Path(folder or ".") / "frames_dev.jsonl"
    if not file.is_file():
        return print(f"NOTE: {file.name} is not in the folder named by --data: the blind coders are not compared")
    gold = pd.read_json(file, lines=True).set_index("id")
    codes = pd.read_csv(find_corpus() / "codes" / "frames_dev_blind.csv", keep_default_na=False, index_col="id")
    codes = codes.loc[gold.index]
    pairs = {
        label: ([label in found for found in gold["frames"]], [bears(row, label) for _, row in codes.iterrows()])
        for label in load_codebook().names
    }
    pairs |= {
        "attributed": (gold["attributed"] == 1, codes["voice"] != "own"),
        "hedged or asked": (gold["hedged"] == 1, codes["status"].isin(["hedged", "asked"])),
    }
    rows = [(name, sum(wanted), sum(given), *precision_recall_fscore_support(wanted, given, average="binary")[:3])
            for name, (wanted, given) in pairs.items()]  # fmt: skip
    table = pd.DataFrame(rows, columns=["code", "gold", "blind coder", "precision", "recall", "f1"])
    seven = [f1 for name, n, *_rest, f1 in rows[:8] if n >= 9]
    print(table.to_string(index=False))
    write_section(
        "What blind coders reach on the development set",
        "`python -m benchmarks.coding --data …`. The 348 sentences of `frames_dev.jsonl`, each coded by one of two "
        "language-model coders (`corpus/codes/frames_dev_blind.csv`, codes alone) who saw the guideline and the "
        "neighbouring sentences, and nothing else: a machine that learns from such coders will hardly exceed this.\n\n"
        f"Macro-F1 over the {len(seven)} labels with at least nine positives: **{sum(seven) / len(seven):.3f}**.\n\n"
        + markdown(table),
    )
    return None


def stance():
    both = pairs("stance_sentences.csv", "id")
    parts = {"all": both, "frozen": [pair for pair in both if pair[0]["part"] == "frozen"]}
    rows = [
        (name, len(part), sum(a["stance"] != b["stance"] for a, b in part),
         alpha([a["stance"] for a, _ in part], [b["stance"] for _, b in part]))
        for name, part in parts.items()
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["part", "sentences", "differ", "alpha"])
    print(table.to_string(index=False))
    write_section(
        "Agreement of the two codings of stance",
        "`python -m benchmarks.coding`. The constructed sentences of `corpus/codes/stance_sentences.csv`, coded twice "
        "by language models, the second blind to the first; where they differ a third decided. Krippendorff's alpha "
        "(nominal), before adjudication.\n\n" + markdown(table),
    )


def main():
    options = arguments(__doc__)
    real()
    constructed()
    again()
    blind(options.data)
    stance()


if __name__ == "__main__":
    main()
