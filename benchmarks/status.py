"""Status and voice: on real sentences coded for them, label by label, on written pairs, and how fast."""

import csv
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

import rahmen
from benchmarks.coded import LABELS, real
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.gold import log_look

TESTS = Path(__file__).parent.parent / "tests" / "data"
PAIRS = {"written beside the rules": "voice_pairs.tsv", "held back, by a second writer": "voice_pairs_held_back.tsv"}


def documents(rows):
    """Put sentences into documents of their neighbours: a sentences table, and for each row the sentence's number."""
    table, numbers = [], []
    for doc, row in enumerate(rows):
        at, texts = 0, [row["before"], row["text"], row["after"]]
        numbers.append(int(bool(texts[0])))
        for number, text in enumerate(text for text in texts if text):
            table.append((doc, number, at, at + len(text), text, "body"))
            at += len(text) + 1
    return pd.DataFrame(table, columns=["doc", "sentence", "start", "end", "text", "part"]), numbers


def macro(gold, found, groups, seed=0):
    """Give macro-F1 over the values in `gold`, with an interval from a bootstrap over documents."""
    gold, found, names = np.asarray(gold), np.asarray(found), sorted(set(gold))
    score = f1_score(gold, found, labels=names, average="macro", zero_division=0)
    rows = [part.to_numpy() for _, part in pd.Series(range(len(gold))).groupby(np.asarray(groups))]
    rng, again = np.random.default_rng(seed), []
    for _ in range(500):
        at = np.concatenate([rows[n] for n in rng.integers(len(rows), size=len(rows))])
        again.append(f1_score(gold[at], found[at], labels=names, average="macro", zero_division=0))
    return score, *np.quantile(again, [0.025, 0.975])


def binary(gold, found, groups):
    gold, found = np.asarray(gold, dtype=bool), np.asarray(found, dtype=bool)
    rows = [part.to_numpy() for _, part in pd.Series(range(len(gold))).groupby(np.asarray(groups))]
    rng, again = np.random.default_rng(0), []
    for _ in range(1000):
        at = np.concatenate([rows[n] for n in rng.integers(len(rows), size=len(rows))])
        again.append(f1_score(gold[at], found[at], zero_division=0))
    return f1_score(gold, found), *np.quantile(again, [0.025, 0.975])


def overlap(gold, found):
    """Give the share of speakers of which a content word is found."""
    small = {"der", "die", "das", "den", "dem", "des", "ein", "eine", "von", "und"}
    told = [
        (set(a.casefold().split()) - small, set(b.casefold().split()) - small) for a, b in zip(gold, found, strict=True)
    ]
    told = [(a, b) for a, b in told if a]
    return sum(bool(a & b) for a, b in told) / max(len(told), 1), len(told)


def dev(options):
    rows = lines(options.data, "frames_dev.jsonl")
    table, numbers = documents(rows)
    clauses = rahmen.find_status(table)
    main = clauses[clauses["main"]].set_index(["doc", "sentence"])
    found = [main.loc[(doc, number)] for doc, number in enumerate(numbers)]
    docs, given = [row["doc"] for row in rows], [bool(row["attributed"]) for row in rows]
    attributed = binary(given, [f.voice != "own" for f in found], docs)
    hedged = binary([bool(row["hedged"]) for row in rows], [f.status in ("hedged", "asked") for f in found], docs)
    share, n = overlap([row["speaker"] for row in rows], [f.speaker for f in found])
    log_look("frames_dev: attributed", options.why, attributed[0])
    log_look("frames_dev: hedged", options.why, hedged[0])
    doubted = sum(bool(row["hedged"]) for row in rows)
    return [
        ("attributed, F1", *attributed, sum(given)),
        ("hedged or asked, F1", *hedged, doubted),
        ("speaker shares a word", share, np.nan, np.nan, n),
    ]


def by_label(options):
    """Compare status and voice of each label of the frozen sentences with those of the clause of its evidence."""
    from rahmen.coders.voice import clauses_of, resolve

    pool = {(row["doc"], row["start"], row["end"]): row for row in lines(options.data, "train_pool.jsonl")}
    table = real(Path(options.data) / "train_pool.jsonl")
    table = table[(table["part"] == "frozen") & (table["frames"] != "")].reset_index(drop=True)
    sentences, numbers = documents([pool[row.doc, row.start, row.end] for row in table.itertuples()])
    here = sentences.set_index(["doc", "sentence"]).loc[list(enumerate(numbers))]
    coder = rahmen.FrameClassifier.pretrained()
    values = rahmen.indicator(table["labels"].tolist(), LABELS)
    cells = pd.DataFrame({"value": values.ravel()})
    cells = resolve(cells, here.reset_index(), values, coder, clauses_of(sentences))
    rows = []
    for n, row in enumerate(table.itertuples()):
        for entry in row.frames.split("; "):
            label, status, voice, _ = (entry + ":::").split(":")[:4]
            cell = cells.iloc[n * len(LABELS) + LABELS.index(label)]
            rows.append((row.doc, label, status, cell["status"], voice, cell["voice"]))
    found = pd.DataFrame(rows, columns=["doc", "label", "status", "my_status", "voice", "my_voice"])
    told = []
    for label in ["all", *LABELS]:
        part = found if label == "all" else found[found["label"] == label]
        for what in ("status", "voice"):
            told.append((label, what, len(part), *macro(part[what], part[f"my_{what}"], part["doc"])))
            told[-1] += ((part[what] == part[f"my_{what}"]).mean(), (part[what] == part[what].mode()[0]).mean())
    return pd.DataFrame(told, columns=["label", "what", "n", "macro_f1", "low", "high", "right", "majority_right"])


def pairs():
    """Measure on written sentences: a plain one and its denied, doubted, asked and reported twins."""
    told = []
    for what, name in PAIRS.items():
        with (TESTS / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        status, voice = [], []
        for row in rows:
            clauses = rahmen.find_status(rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [row["text"]]})))
            place = row["text"].index(row["focus"])
            holding = clauses[(clauses["start"] <= place) & (place < clauses["end"])]
            clause = holding.loc[(holding["end"] - holding["start"]).idxmin()]
            status.append(clause["status"] == row["status"])
            voice.append(clause["voice"] == row["voice"])
        both = np.logical_and(status, voice)
        told.append((what, len(rows), np.mean(status), np.mean(voice), np.mean(both)))
    return pd.DataFrame(told, columns=["sentences", "n", "status right", "voice right", "both right"])


def seconds(texts):
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": range(len(texts)), "text": texts}))
    begun = time.process_time()
    rahmen.find_status(sentences)
    return time.process_time() - begun


def speed(options):
    """Time it on news, on twice as much, on one endless sentence, and on a thousand open quotation marks."""
    news = pd.read_csv(
        Path(options.data) / "news_articles.csv", sep=";", header=None, quotechar="'", on_bad_lines="skip"
    )
    texts = news[1].astype(str).tolist()
    whole, half = "".join(texts), texts[: len(texts) // 2]
    seconds(texts[:20])
    per_mb = seconds(texts) / len(whole) * 1e6
    half_mb = seconds(half) / sum(map(len, half)) * 1e6
    endless = seconds([whole.replace(".", ",").replace("\n", " ")[:100_000]]) / 0.1
    marks = seconds(["„" + " „".join(whole[n : n + 90] for n in range(0, 90_000, 90))]) / 0.09
    rows = [
        ("news", per_mb, 1.0), ("half of it", half_mb, half_mb / per_mb),
        ("a sentence of 100,000 characters", endless, endless / per_mb),
        ("a thousand open quotation marks", marks, marks / per_mb),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["text", "seconds a million characters", "ratio"])


def main():
    options = arguments(__doc__)
    if options.data and not options.why:
        raise SystemExit("a look at the measuring set needs a reason: --why (make evaluate WHY=…)")
    written = pairs()
    print(written.to_string(index=False))
    dev_table = pd.DataFrame(dev(options), columns=["figure", "value", "low", "high", "n"])
    labels, fast = by_label(options), speed(options)
    for table in (dev_table, labels, fast):
        print(table.to_string(index=False))
    write_section(
        "Status and voice",
        "`make evaluate DATA=… WHY=…`, part `benchmarks/status.py`. `frames_dev.jsonl`: 348 real sentences with the "
        "sentences around them, coded by language models; the main clause counts. 95 % intervals from a bootstrap over "
        f"documents.\n\n{markdown(dev_table)}\n\nFrozen real sentences of `corpus/codes/real.csv`: status and voice of "
        "each label that is coded present, from the clause that bears its weightiest evidence; `right` is the share "
        "told right, beside it that of always the most frequent value.\n\n"
        f"{markdown(labels)}\n\nWritten sentences (a plain one and its denied, doubted, asked and reported twins), "
        f"written and coded by language models:\n\n{markdown(written)}\n\n"
        f"Time of `find_status` on one core, in one run:\n\n{markdown(fast)}",
    )


if __name__ == "__main__":
    main()
