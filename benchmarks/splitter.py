"""Sentence boundaries: the rules beside NLTK's Punkt (with the same abbreviations), on own cases and real news."""

import re

import pandas as pd
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from benchmarks.cases import boundary_counts, f1, sentence_cases
from benchmarks.common import arguments, lines, markdown, write_section
from rahmen.german import split_text
from rahmen.german.facts import facts


def rules(text):
    return {start for start, _, _ in split_text(text)[1:]}


def punkt():
    """Make a Punkt splitter that knows the same abbreviations, and blank lines as boundaries."""
    parameters = PunktParameters()
    known = facts("sentences")["abbreviations"]
    parameters.abbrev_types = {word.replace(" ", "").rstrip(".") for words in known.values() for word in words}
    parameters.abbrev_types |= set("abcdefghijklmnopqrstuvwxyz")
    tokenizer = PunktSentenceTokenizer(parameters)

    def split(text):
        blocks = re.finditer(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", text, re.DOTALL)
        starts = [block.start() + start for block in blocks for start, _ in tokenizer.span_tokenize(block[0])]
        return set(starts[1:])

    return split


def main():
    options = arguments(__doc__)
    sets = {"own cases": [(text, starts) for _, text, starts in sentence_cases()]}
    documents = lines(options.data, "quotes_dev.jsonl") if options.data else []
    if documents:
        sets["Wikinews, 150 articles"] = [(d["text"], {s[0] for s in d["sentences"][1:]}) for d in documents]
    rows = []
    for name, texts in sets.items():
        for method, split in (("rules (rahmen)", rules), ("NLTK Punkt, same abbreviations", punkt())):
            tp, fp, fn = boundary_counts((gold, split(text)) for text, gold in texts)
            rows.append((name, method, len(texts), tp + fn, tp / (tp + fp), tp / (tp + fn), f1(tp, fp, fn)))
    table = pd.DataFrame(rows, columns=["data", "method", "texts", "boundaries", "precision", "recall", "F1"])
    print(table.to_string(index=False))
    if documents:
        write_section(
            "Sentence boundaries",
            "`make evaluate DATA=… WHY=…`, part `benchmarks/splitter.py`. Own cases: `tests/data/sentence_cases.txt`, "
            "written by a language model that did not know the rules; the rules were corrected once for the kinds of "
            "error seen there. Wikinews: sentence offsets of the quotation corpus of Petersen-Frey and Biemann (2024), "
            "development part.\n\n" + markdown(table),
        )


if __name__ == "__main__":
    main()
