"""The codebook coder on real double-coded sentences: per frame, by source, and by rule. Every look is logged."""

import csv
import subprocess
from datetime import UTC, datetime

import pandas as pd

import rahmen
from benchmarks.common import HERE, arguments, lines, markdown, write_section

LOOKS = HERE / "looks.csv"
ENOUGH = 9  # positives from which a label counts in the macro mean


def gold_tables(rows, classes):
    """Make sentences and gold codes of the coded sentences, one unit each, in the document they come from."""
    sentences = pd.DataFrame({
        "doc": [row["doc"] for row in rows], "sentence": range(len(rows)), "start": 0,
        "end": [len(row["text"]) for row in rows], "text": [row["text"] for row in rows], "part": "body",
        "source": [row["source"].split(" (")[0].split(",")[0] for row in rows],
    })  # fmt: skip
    values = rahmen.indicator([row["frames"] for row in rows], classes)
    gold = rahmen.annotate(sentences, Given(values, classes))
    return sentences, gold


class Given:
    """A coder that gives codes already known."""

    name, scheme = "gold", "frames"

    def __init__(self, values, classes):
        self.values, self.classes_ = values, classes

    def predict(self, texts):
        return self.values


def log_look(why, macro):
    """Note who looked at the measuring set, when and why, and what was seen."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True
    ).stdout.strip()
    new = not LOOKS.exists()
    with LOOKS.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(["when", "after_commit", "set", "macro_f1", "why"])
        when = datetime.now(UTC).isoformat(timespec="minutes")
        writer.writerow([when, commit, "frames_dev", f"{macro:.3f}", why])


def macro_over(labels, gold, codes):
    """Give F1 macro over `labels` with its interval."""
    chosen = [t[t["label"].isin(labels)] for t in (gold, codes)]
    return rahmen.accuracy(*chosen).set_index("label").loc["macro"]


def main():
    options = arguments(__doc__)
    if options.data and not options.why:
        raise SystemExit("a look at the measuring set needs a reason: --why (make evaluate WHY=…)")
    rows = lines(options.data, "frames_dev.jsonl")
    coder = rahmen.CodebookClassifier()
    sentences, gold = gold_tables(rows, coder.classes_)
    codes = rahmen.annotate(sentences, coder)
    table = rahmen.accuracy(gold, codes, by="source")
    whole = table[table["source"] == "all"]
    enough = whole[(whole["tp"] + whole["fn"] >= ENOUGH) & (whole["label"] != "macro")]["label"].tolist()
    macro = macro_over(enough, gold, codes)
    log_look(options.why, macro["f1"])
    columns = ["label", "tp", "fp", "fn", "precision", "recall", "f1", "low", "high"]
    sources = table[table["source"] != "all"][["source", *columns, "n"]]
    rules = rahmen.rule_table(rahmen.explain(sentences, coder), gold)
    print(whole[columns].to_string(index=False), "\n", sources.to_string(index=False), "\n")
    print(f"macro-F1 over {len(enough)} labels: {macro['f1']:.3f} ({macro['low']:.3f}–{macro['high']:.3f})")
    write_section(
        "Frames: the codebook coder",
        f"`make evaluate DATA=… WHY=…`, part `benchmarks/frames.py`. {len(rows)} real German sentences of parliament, "
        "newspaper, Wikinews and a forum, coded twice by language-model coders and adjudicated by a third; no human "
        "gold standard. F1 with 95 % intervals from a bootstrap over documents. No indicator was made from these "
        "sentences; each look at them is in `looks.csv`.\n\n"
        f"Macro-F1 over the {len(enough)} labels with at least {ENOUGH} positives: "
        f"**{macro['f1']:.3f}** ({macro['low']:.3f} to {macro['high']:.3f}).\n\n{markdown(whole[columns])}\n\n"
        f"By source:\n\n{markdown(sources)}\n\nThe rules with most hits:\n\n{markdown(rules.head(25))}",
    )


if __name__ == "__main__":
    main()
