"""Stance by codebook, on constructed sentences coded once, blind to the codebook."""

import pandas as pd

import rahmen
from benchmarks.common import arguments, markdown, write_section
from benchmarks.gold import Given
from rahmen.corpus import find_corpus


def main():
    arguments(__doc__)
    known = pd.read_csv(find_corpus() / "codes" / "stance.csv")
    sentences = rahmen.split_sentences(rahmen.load_corpus())
    units = sentences.merge(known[["doc", "start", "end", "stance"]], on=["doc", "start", "end"])
    if len(units) < len(known):
        print(f"{len(known) - len(units)} of {len(known)} coded sentences are no longer in the corpus and left out")
    coder = rahmen.CodebookClassifier("stance")
    gold = rahmen.annotate(units, Given(units["stance"].to_numpy(dtype=object), coder))
    most = units["stance"].mode()[0]
    rows = []
    for name, labels in (("codebook", coder.predict(units["text"])), (f"always {most}", [most] * len(units))):
        given = Given(pd.Series(labels, dtype=object).to_numpy(), coder, name)
        rows.append(rahmen.accuracy(gold, rahmen.annotate(units, given)).assign(method=name))
    table = pd.concat(rows)[["method", "label", "tp", "fp", "fn", "precision", "recall", "f1", "low", "high"]]
    print(table.to_string(index=False))
    write_section(
        "Stance by codebook",
        f"`python -m benchmarks.stance`. {len(units)} sentences of the constructed comparison texts, coded once by a "
        "language-model coder who did not know the codebook (`corpus/codes/stance.csv`); its writer knew neither texts "
        "nor codes. Constructed sentences: no measure of real text. 95 % intervals from a bootstrap over documents.\n\n"
        + markdown(table),
    )


if __name__ == "__main__":
    main()
