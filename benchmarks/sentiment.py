"""Sentiment of real sentences: learned method, mended lexicon, textblob-de as it comes, and the majority line."""

import numpy as np
import pandas as pd

import rahmen
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.gold import Given, log_look, sentence_table

NAMES = np.array(["negative", "neutral", "positive"], dtype=object)


def textblob(texts):
    """Give what textblob-de says as it comes, signs turned into labels."""
    from textblob_de import PatternAnalyzer

    analyzer = PatternAnalyzer()
    values = np.array([analyzer.analyze(text).polarity for text in texts])
    return NAMES[np.sign(values).astype(int) + 1]


def main():
    options = arguments(__doc__)
    if options.data and not options.why:
        raise SystemExit("a look at the measuring set needs a reason: --why (make evaluate WHY=…)")
    rows = lines(options.data, "frames_dev.jsonl")
    coder, sentences = rahmen.SentimentClassifier(), sentence_table(rows)
    gold_labels = NAMES[np.array([row["sentiment"] for row in rows]) + 1]
    most = pd.Series(gold_labels).mode()[0]
    methods = {
        "learned (rahmen, default)": coder.predict(sentences["text"]),
        "lexicon, mended (rahmen)": rahmen.SentimentClassifier("lexicon").predict(sentences["text"]),
        "textblob-de as it comes": textblob(sentences["text"]),
        f"always {most}": np.full(len(rows), most, dtype=object),
    }
    gold = rahmen.annotate(sentences, Given(gold_labels, coder), voice=False)
    tables = []
    for name, labels in methods.items():
        table = rahmen.accuracy(gold, rahmen.annotate(sentences, Given(labels, coder, name)), by="source")
        tables.append(table.assign(method=name))
    table = pd.concat(tables, ignore_index=True)
    macro = table[table["label"] == "macro"][["method", "source", "n", "f1", "low", "high"]]
    own = table[(table["method"] == "learned (rahmen, default)") & (table["source"] == "all")]
    own = own[["label", "tp", "fp", "fn", "precision", "recall", "f1", "low", "high"]]
    log_look("frames_dev: sentiment", options.why, own.set_index("label").loc["macro", "f1"])
    print(macro.to_string(index=False), "\n", own.to_string(index=False))
    write_section(
        "Sentiment",
        f"`make evaluate DATA=… WHY=…`, part `benchmarks/sentiment.py`. {len(rows)} real German sentences of "
        "parliament, newspaper, Wikinews and a forum, sentiment coded twice by language-model coders and adjudicated "
        "by a third. Macro-F1 of negative, neutral, positive, with 95 % intervals from a bootstrap over documents. "
        "textblob-de as it "
        "comes: the sign of its polarity.\n\n"
        + markdown(macro)
        + "\n\nThe learned method by label:\n\n"
        + markdown(own),
    )


if __name__ == "__main__":
    main()
