"""The learned frame coder beside its baselines, on the frozen test part and on the development set."""

import numpy as np
import pandas as pd

import rahmen
from benchmarks.coded import LABELS, coded, how, parts, passages, targets
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.gold import Given, log_look, sentence_table
from benchmarks.model import taught

DEV = [label for label in LABELS if label != "flight_metaphor"]  # labels with at least nine positives there


class Scored(Given):
    """A coder that gives values and scores already known."""

    def __init__(self, values, scores, like, name):
        super().__init__(values, like, name)
        self.scores = scores

    def predict_proba(self, texts):
        return self.scores


def coders(train):
    """Fit or load what is compared, each as a function of sentences to (values, scores)."""
    codebook, shipped = rahmen.CodebookClassifier(), rahmen.FrameClassifier.pretrained()
    quick, fast = rahmen.FrameClassifier.pretrained(cascade=True), rahmen.FrameClassifier.pretrained(fast=True)
    fastest = rahmen.FrameClassifier.pretrained(cascade=True, fast=True)
    fitted = {
        "n-grams alone": rahmen.FrameClassifier(encoder=None),
        "encoder alone": rahmen.FrameClassifier(grams=False),
    }
    for coder in fitted.values():
        coder.fit(passages(train), targets(train), groups=train["doc"], **how(train))
    fitted["taught encoder alone"] = taught(train, grams=False, encoder=None)
    asked = {
        "learned (shipped)": lambda found: both(shipped, found),
        "learned, without neighbours": lambda found: both(shipped, found["text"]),
        "learned, in cascade": lambda found: both(quick, found),
        "learned, fast": lambda found: both(fast, found),
        "learned, fast, in cascade": lambda found: both(fastest, found),
        "codebook": lambda found: (codebook.predict(found["text"]), codebook.totals(found["text"].tolist())),
    }
    for name, coder in fitted.items():
        asked[name] = lambda found, coder=coder: both(coder, found)
    asked["all labels, always"] = lambda found: (np.ones((len(found), 8), np.int8), np.full((len(found), 8), 0.5))
    return asked


def both(coder, found):
    return coder.predict(found), coder.predict_proba(found)


def measure(sentences, found, gold_values, asked, labels):
    """Give one table of F1 and average precision for each coder, and the codes of the shipped one.

    `found`: the sentences with those beside them.
    """
    like = rahmen.CodebookClassifier()
    gold = rahmen.annotate(sentences, Given(gold_values, like), voice=False)
    gold = gold[gold["label"].isin(labels)]
    rows, own, kept = [], None, None
    for name, ask in asked.items():
        values, scores = ask(found)
        codes = rahmen.annotate(sentences, Scored(values, scores, like, name), voice=False)
        right = rahmen.accuracy(gold, codes, by="source")
        ranked = rahmen.ranking(gold, codes)
        for source, part in right.groupby("source", sort=False):
            macro = part[part["label"] == "macro"].iloc[0]
            whole = ranked.iloc[-1] if source == "all" else dict.fromkeys(("average_precision", "low", "high"), np.nan)
            rows.append((name, source, int(macro["n"]), macro["f1"], macro["low"], macro["high"],
                         whole["average_precision"], whole["low"], whole["high"]))  # fmt: skip
        if own is None:
            own = right[right["source"] == "all"].merge(ranked[["label", "average_precision"]], on="label", how="left")
            kept = codes
    columns = ["coder", "source", "n", "macro_f1", "low", "high", "avg_precision", "ap_low", "ap_high"]
    return pd.DataFrame(rows, columns=columns), own, gold, kept


def as_sentences(table):
    return pd.DataFrame({
        "doc": table["doc"].astype(str).to_numpy(), "sentence": range(len(table)), "start": 0,
        "end": table["text"].str.len().to_numpy(), "text": table["text"].to_numpy(), "part": "body",
        "source": table["source"].to_numpy(), "draw": table["drawn_by"].to_numpy(),
    })  # fmt: skip


def report(title, about, table, own, extra=""):
    columns = ["label", "tp", "fp", "fn", "precision", "recall", "f1", "low", "high", "average_precision"]
    print(title, table.to_string(index=False), own[columns].to_string(index=False), sep="\n")
    write_section(
        title, f"{about}\n\n{markdown(table)}\n\nThe shipped coder by label:\n\n{markdown(own[columns])}{extra}"
    )


def main():
    options = arguments(__doc__)
    if options.data and not options.why:
        raise SystemExit("a look at the measuring sets needs a reason: --why (make evaluate WHY=…)")
    rows = lines(options.data, "frames_dev.jsonl")
    train, frozen = parts(coded(options.data))
    asked = coders(train)
    by = ("95 % intervals from a bootstrap over documents. Average precision of the codebook: of its sums of weights. "
          "n-grams, encoder (USE) and taught encoder alone: the same coder with one part, trained on the same "
          "sentences. Coders that "
          "learn are given the sentences beside one, if not told otherwise.")  # fmt: skip
    sentences = as_sentences(frozen)
    found, own, gold, codes = measure(sentences, passages(frozen), targets(frozen), asked, LABELS)
    random = (sentences["draw"] == "random").to_numpy()
    ranked = measure(sentences[random], passages(frozen)[random], targets(frozen)[random], asked, DEV)[0]
    ranked = ranked.loc[ranked["source"] == "all"].drop(columns="source")
    drawn = codes.merge(sentences.loc[random, ["doc", "sentence"]], on=["doc", "sentence"])
    curve = rahmen.calibration(gold, drawn)
    log_look("frozen part", options.why, own.set_index("label").loc["macro", "f1"])
    report("Frames: the learned coder on the frozen part",
           f"`make evaluate DATA=… WHY=…`, part `benchmarks/learned.py`. {len(frozen)} sentences that were not trained "
           "on (whole documents and writers, coded twice and adjudicated; the session that coded the writers h1, h5 "
           "and v2 later widened the indicators of flight, so they are no blind test of the codebook there: "
           f"`corpus/codes/DATASHEET.md`). {by}",
           found, own, f"\n\nOn its {random.sum()} random draws alone, seven labels:\n\n{markdown(ranked)}"
           f"\n\nCalibration on its {random.sum()} random draws:\n\n{markdown(curve)}")  # fmt: skip
    print(curve.to_string(index=False))
    sentences = sentence_table(rows)
    gold = rahmen.indicator([r["frames"] for r in rows], LABELS)
    found, own, *_ = measure(sentences, passages(pd.DataFrame(rows)), gold, asked, DEV)
    log_look("frames_dev: learned coder", options.why, own.set_index("label").loc["macro", "f1"])
    report("Frames: the learned coder on the development set",
           f"`make evaluate DATA=… WHY=…`, part `benchmarks/learned.py`. {len(rows)} real sentences, seven labels with "
           f"at least nine positives. {by}", found, own)  # fmt: skip


if __name__ == "__main__":
    main()
