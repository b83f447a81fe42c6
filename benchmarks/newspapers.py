"""Frames, status and voice on newspaper sentences coded blind: a measure that nothing was trained on."""

from pathlib import Path

import numpy as np
import pandas as pd

import rahmen
from benchmarks.coded import LABELS
from benchmarks.common import arguments, markdown, write_section
from benchmarks.gold import log_look
from benchmarks.status import DOUBTED, f1
from rahmen.coders.texts import BESIDE
from rahmen.corpus import find_corpus
from rahmen.exchange.coded import sha1_of

FEW = 9  # labels with fewer positives are left out of the macro-F1, as on the development set


def read(folder):
    """Give the coded sentences, and the sentences of all articles that they stand in."""
    file = Path(folder or ".") / "news_articles.csv"
    if not file.is_file():
        raise SystemExit(f"skipped: {file.name} is not in {folder or 'the folder named by --data'}; it is local data")
    news = pd.read_csv(file, sep=";", header=None, quotechar="'", on_bad_lines="skip")[1].astype(str)
    codes = pd.read_csv(find_corpus() / "codes" / "newspapers.csv", keep_default_na=False)
    for row in codes.itertuples():
        text = news.get(row.article, "")[row.start : row.end]
        if sha1_of(text) != row.sha1:
            raise SystemExit(f"article {row.article} of {file} is not the one that was coded: {row.start} to {row.end}")
    articles = sorted(set(codes["article"]))
    return codes, rahmen.split_sentences(pd.DataFrame({"doc": articles, "text": [news[n] for n in articles]}))


def frames(codes, sentences):
    """Tell for each label how well it is found, by the learned coder and by the codebook."""
    beside = {name: sentences.groupby("doc", sort=False)["text"].shift(step, fill_value="")
              for name, step in zip(BESIDE, (1, -1), strict=True)}  # fmt: skip
    table = (
        sentences.assign(**beside)
        .set_index(["doc", "start"])
        .loc[list(zip(codes["article"], codes["start"], strict=True))]
    )
    gold = np.array([[f"{label}:" in row for label in LABELS] for row in codes["frames"]])
    rows = []
    for name, coder in (("learned", rahmen.FrameClassifier.pretrained()), ("codebook", rahmen.CodebookClassifier())):
        given = table[["text", *BESIDE]] if name == "learned" else table["text"].tolist()
        found = np.asarray(coder.predict(given)) == 1
        for label, mine, right in zip(LABELS, found.T, gold.T, strict=True):
            score = f1(right, mine, codes["article"], [True])
            rows.append((name, label, right.sum(), (right & mine).sum(), (mine & ~right).sum(), *score))
    return pd.DataFrame(rows, columns=["coder", "label", "positives", "tp", "fp", "f1", "low", "high"])


def told(codes, sentences):
    """Tell how well status and voice of the main clauses are found, within whole articles."""
    clauses = rahmen.find_status(sentences)
    main = clauses[clauses["main"]].set_index(["doc", "sentence"])
    number = sentences.set_index(["doc", "start"])["sentence"]
    keys = [(doc, number[doc, start]) for doc, start in zip(codes["article"], codes["start"], strict=True)]
    status, voice = (main.loc[keys, name].to_numpy() for name in ("status", "voice"))
    wanted = {
        "attributed, F1": (codes["voice"] != "own", voice != "own"),
        "hedged or asked, F1": (codes["status"].isin(DOUBTED), np.isin(status, DOUBTED)),
        "negated, F1": (codes["status"] == "negated", status == "negated"),
    }
    rows = [(what, *f1(gold, mine, codes["article"], [True]), sum(gold)) for what, (gold, mine) in wanted.items()]
    return pd.DataFrame(rows, columns=["figure", "value", "low", "high", "n"])


def among(codes):
    """Tell how well two blind coders of the same sentences agree on main clauses: F1, the second taken as gold."""
    pairs = codes[codes["part"] == "twice"].groupby(["article", "start"], sort=False)
    first, second = pairs.first(), pairs.last()
    wanted = {
        "attributed, F1": (second["voice"] != "own", first["voice"] != "own"),
        "hedged or asked, F1": (second["status"].isin(DOUBTED), first["status"].isin(DOUBTED)),
        "negated, F1": (second["status"] == "negated", first["status"] == "negated"),
    }
    docs = first.index.get_level_values("article")
    rows = [(what, *f1(gold, mine, docs, [True]), sum(gold)) for what, (gold, mine) in wanted.items()]
    return pd.DataFrame(rows, columns=["figure", "value", "low", "high", "n"])


def main():
    options = arguments(__doc__)
    if options.data and not options.why:
        raise SystemExit("a look at the measuring set needs a reason: --why (make evaluate WHY=…)")
    every, sentences = read(options.data)
    codes = every.drop_duplicates(["article", "start"])  # the first coder of each sentence
    labels = frames(codes, sentences)
    clauses = pd.concat([told(part, sentences).assign(part=name) for name, part in codes.groupby("part")])
    for row in clauses[clauses["part"] == "unread"].itertuples():
        log_look(f"newspapers, unread: {row.figure}", options.why, row.value)
    coders = among(every)
    macro = labels[labels["positives"] >= FEW].groupby("coder", sort=False)["f1"].mean()
    print(labels.to_string(index=False), macro, clauses.to_string(index=False), coders.to_string(index=False), sep="\n")
    write_section(
        "Newspapers",
        f"`make evaluate DATA=… WHY=…`, part `benchmarks/newspapers.py`. {len(codes)} sentences of "
        f"{codes['article'].nunique()} newspaper articles (10kGNAD; their quotation marks are lost), coded by "
        "language-model coders who saw the guideline and the neighbouring sentences, and nothing else "
        f"(`corpus/codes/newspapers.csv`). {(codes['drawn_by'] == 'random').sum()} were drawn at random, the others "
        "because the learned coder gave a label a high score, which flatters it, or "
        f"({(codes['drawn_by'] == 'rules').sum()} coded `twice`) because "
        "the rules told a doubt, a denial or a source. Rules of status and voice were made after the errors on the "
        "`read` ones, and on those coded `twice`, had been read; nobody looked at those on the `unread` ones, and of "
        "the frames nothing was changed after any. Each was coded once, those `twice` by two, blind to each other; the "
        "first is the gold. 95 % intervals from a "
        f"bootstrap over articles.\n\n{markdown(labels)}\n\nMacro-F1 over labels with at least {FEW} positives: "
        + ", ".join(f"{name} {value:.3f}" for name, value in macro.items())
        + f".\n\nMain clauses:\n\n{markdown(clauses)}\n\nThe two coders of those coded twice, against each other:"
        f"\n\n{markdown(coders)}",
    )


if __name__ == "__main__":
    main()
