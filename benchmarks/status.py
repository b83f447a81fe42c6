"""Status and voice: on real sentences coded for them, label by label, on written pairs, and how fast."""

import time
from pathlib import Path

import numpy as np
import pandas as pd

import rahmen
from benchmarks.cases import clause_at, voice_pairs, voice_sentences
from benchmarks.coded import LABELS, passages, real
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.gold import log_look
from rahmen.claims.bootstrap import interval, known_mean, resampled_sums
from rahmen.german.words import find_words

PAIRS = {
    "written beside the rules": "voice_pairs.tsv",
    "by a third writer, who knew the guideline alone; rules were made on them": "voice_pairs_second.tsv",
    "harder ones, by four more writers; rules were made on them": "voice_pairs_third.tsv",
    "harder ones, by three more writers; rules were made on them": "voice_pairs_fourth.tsv",
    "held back, by a second writer": "voice_pairs_held_back.tsv",
    "harder ones held back, by a fifth writer": "voice_pairs_fresh.tsv",
    "harder ones held back, by an eighth writer": "voice_pairs_fresh_second.tsv",
}


DOUBTED = ("hedged", "asked")


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


def f1(gold, found, docs, values):
    """Give F1, macro over these values, with an interval from a bootstrap over documents."""
    gold, found = np.asarray(gold), np.asarray(found)
    cells = [(gold == v) & (found == v) for v in values], [found == v for v in values], [gold == v for v in values]
    counts = pd.DataFrame(np.column_stack([*cells[0], *cells[1], *cells[2]])).groupby(np.asarray(docs)).sum().to_numpy()

    def score(sums):
        tp, mine, given = np.split(np.atleast_2d(sums), 3, axis=1)
        both = mine + given  # a value that a resample did not draw is left out
        return known_mean(np.divide(2 * tp, both, out=np.full(tp.shape, np.nan), where=both > 0), axis=1)

    return score(counts.sum(axis=0))[0], *interval(score(resampled_sums(counts, seed=0)))


def share(hits, docs):
    """Give a share with an interval from a bootstrap over documents."""
    table = pd.DataFrame({"hits": hits, "n": 1}).groupby(np.asarray(docs)).sum().to_numpy()
    draws = resampled_sums(table, seed=0)
    return np.mean(hits), *interval(draws[:, 0] / np.maximum(draws[:, 1], 1))


def shares_a_word(given, found):
    """Tell for each speaker whether a word that names it is found, articles left aside."""
    small = {"der", "die", "das", "den", "dem", "des", "ein", "eine", "von", "und"}

    def words(name):
        return {name[a:b].casefold() for a, b in find_words(name)} - small

    return [bool(words(a) & words(b)) for a, b in zip(given, found, strict=True)]


def main_clauses(rows):
    """Give the main clause of each sentence, found between its neighbours."""
    table, numbers = documents(rows)
    clauses = rahmen.find_status(table)
    main = clauses[clauses["main"]].set_index(["doc", "sentence"])
    return [main.loc[(doc, number)] for doc, number in enumerate(numbers)]


def between():
    """Measure on written sentences between their neighbours, on which rules were made."""
    rows = voice_sentences()
    found, docs = main_clauses(rows), range(len(rows))
    named = [(row["speaker"], f.speaker) for row, f in zip(rows, found, strict=True) if row["speaker"]]
    attributed, doubted = ([row[name] for row in rows] for name in ("attributed", "hedged"))
    told = [
        ("attributed, F1", *f1(attributed, [f.voice != "own" for f in found], docs, [True]), sum(attributed)),
        ("hedged or asked, F1", *f1(doubted, [f.status in DOUBTED for f in found], docs, [True]), sum(doubted)),
        ("speaker shares a word", *share(shares_a_word(*zip(*named, strict=True)), range(len(named))), len(named)),
    ]
    return pd.DataFrame(told, columns=["figure", "value", "low", "high", "n"])


def dev(options):
    rows = lines(options.data, "frames_dev.jsonl")
    found = main_clauses(rows)
    docs = [row["doc"] for row in rows]
    attributed, doubted = ([bool(row[name]) for row in rows] for name in ("attributed", "hedged"))
    scores = {
        "attributed": f1(attributed, [f.voice != "own" for f in found], docs, [True]),
        "hedged": f1(doubted, [f.status in DOUBTED for f in found], docs, [True]),
    }
    for what, score in scores.items():
        log_look(f"frames_dev: {what}", options.why, score[0])
    named = [n for n, row in enumerate(rows) if row["speaker"]]
    hits = shares_a_word([rows[n]["speaker"] for n in named], [found[n].speaker for n in named])
    return [
        ("attributed, F1", *scores["attributed"], sum(attributed)),
        ("hedged or asked, F1", *scores["hedged"], sum(doubted)),
        ("speaker shares a word", *share(hits, [docs[n] for n in named]), len(named)),
    ]


def fresh(options):
    """Measure on main clauses of real sentences that nobody had read who made the rules."""
    table = real(Path(options.data) / "train_pool.jsonl")
    table = table[table["part"] == "fresh"].reset_index(drop=True)
    found, docs = main_clauses(passages(table).to_dict("records")), table["doc"]
    pairs_of = {
        "attributed, F1": (table["voice"] != "own", [clause.voice != "own" for clause in found]),
        "hedged or asked, F1": (table["status"].isin(DOUBTED), [clause.status in DOUBTED for clause in found]),
        "negated, F1": (table["status"] == "negated", [clause.status == "negated" for clause in found]),
    }
    told = [(name, *f1(gold, mine, docs, [True]), int(gold.sum())) for name, (gold, mine) in pairs_of.items()]
    return pd.DataFrame(told, columns=["figure", "value", "low", "high", "n"])


def by_label(options):
    """Compare status and voice of each label of the frozen sentences with those of the clause of its evidence."""
    from rahmen.coders.voice import clauses_by_sentence, resolve

    table = real(Path(options.data) / "train_pool.jsonl")
    table = table[(table["part"] == "frozen") & (table["frames"] != "")].reset_index(drop=True)
    sentences, numbers = documents(passages(table).to_dict("records"))
    here = sentences.set_index(["doc", "sentence"]).loc[list(enumerate(numbers))]
    coder = rahmen.FrameClassifier.pretrained()
    values = rahmen.indicator(table["labels"].tolist(), LABELS)
    cells = pd.DataFrame({"value": values.ravel()})
    cells = resolve(cells, here.reset_index(), values, coder, clauses_by_sentence(sentences))
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
            told.append(
                (label, what, len(part), *f1(part[what], part[f"my_{what}"], part["doc"], sorted(set(part[what]))))
            )
            told[-1] += ((part[what] == part[f"my_{what}"]).mean(), (part[what] == part[what].mode()[0]).mean())
    return pd.DataFrame(told, columns=["label", "what", "n", "macro_f1", "low", "high", "right", "majority_right"])


def pairs():
    """Measure on written sentences: a plain one and its denied, doubted, asked and reported twins."""
    told = []
    for what, name in PAIRS.items():
        rows = voice_pairs(name)
        status, voice = [], []
        for row in rows:
            sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [row["text"]]}))
            clause = clause_at(rahmen.find_status(sentences), row["text"].index(row["focus"]))
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


def best(texts, runs=5):
    """Give the shortest time of several runs: one short run tells more of the machine than of the text."""
    return min(seconds(texts) for _ in range(runs))


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
    pieces = [whole[n : n + 90] for n in range(0, 90_000, 90)]
    marks, without = (best([text]) / 0.09 for text in ("„" + " „".join(pieces), " ".join(pieces)))
    rows = [
        ("news", per_mb, 1.0), ("half of it", half_mb, half_mb / per_mb),
        ("a sentence of 100,000 characters", endless, endless / per_mb),
        ("a thousand open quotation marks, beside the same text without", marks, marks / without),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["text", "seconds a million characters", "ratio"])


def main():
    options = arguments(__doc__)
    if options.data and not options.why:
        raise SystemExit("a look at the measuring set needs a reason: --why (make evaluate WHY=…)")
    written, sentences = pairs(), between()
    for table in (written, sentences):
        print(table.to_string(index=False))
    dev_table = pd.DataFrame(dev(options), columns=["figure", "value", "low", "high", "n"])
    unread, labels, fast = fresh(options), by_label(options), speed(options)
    for table in (dev_table, unread, labels, fast):
        print(table.to_string(index=False))
    write_section(
        "Status and voice",
        "`make evaluate DATA=… WHY=…`, part `benchmarks/status.py`. `frames_dev.jsonl`: 348 real sentences with the "
        "sentences around them, coded by language models; the main clause counts. 95 % intervals from a bootstrap over "
        "documents. The errors on them had been read, and rules mended, before the last looks (`looks.csv`), so that "
        f"these figures are kind.\n\n{markdown(dev_table)}\n\nReal sentences of the part `fresh` of "
        "`corpus/codes/real.csv`, which nobody had read who made the rules:\n\n"
        f"{markdown(unread)}\n\nFrozen real sentences of `corpus/codes/real.csv`: status and voice of "
        "each label that is coded present, from the clause that bears its weightiest evidence; `right` is the share "
        "told right, beside it that of always the most frequent value. About 50 of these sentences were read before "
        "four kinds of false source were mended, so that the voice is not told quite blindly.\n\n"
        f"{markdown(labels)}\n\nWritten sentences (a plain one and its denied, doubted, asked and reported twins), "
        f"written and coded by language models:\n\n{markdown(written)}\n\n"
        f"{len(voice_sentences())} sentences between their neighbours, written and coded by a language model that knew "
        f"the guideline alone; rules were made on them:\n\n{markdown(sentences)}\n\n"
        f"Time of `find_status` on one core, in one run (of the marks: the best of five):\n\n{markdown(fast)}",
    )


if __name__ == "__main__":
    main()
