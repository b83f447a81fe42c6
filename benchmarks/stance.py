"""Stance: codebook and learned coder on constructed sentences, and the learned coder on real comments to questions."""

from itertools import product

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

import rahmen
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.gold import Given
from benchmarks.model import stance_table


def constructed():
    """Measure on the held-back constructed sentences."""
    units = stance_table().query("part == 'frozen'").reset_index(drop=True)
    sentences = pd.DataFrame({
        "doc": units["writer"], "sentence": range(len(units)), "start": 0, "end": units["text"].str.len(),
        "text": units["text"], "part": "body",
    })  # fmt: skip
    coder = rahmen.CodebookClassifier("stance")
    gold = rahmen.annotate(sentences, Given(units["stance"].to_numpy(dtype=object), coder), voice=False)
    most = units["stance"].mode()[0]
    methods = {
        "learned (shipped)": rahmen.StanceClassifier.pretrained("migration").predict(units["text"]),
        "codebook": coder.predict(units["text"]),
        f"always {most}": np.full(len(units), most, dtype=object),
    }
    rows = []
    for name, labels in methods.items():
        given = Given(np.asarray(labels, dtype=object), coder, name)
        rows.append(rahmen.accuracy(gold, rahmen.annotate(sentences, given, voice=False)).assign(method=name))
    table = pd.concat(rows)[["method", "label", "tp", "fp", "fn", "precision", "recall", "f1", "low", "high"]]
    print(table.to_string(index=False))
    write_section(
        "Stance towards a move between platforms",
        f"`python -m benchmarks.stance`. {len(units)} held-back constructed sentences (whole texts), coded twice by "
        "language models who did not know the codebook, the second blind to the first, disagreements decided by a "
        "third. The learned coder was trained on "
        f"{(stance_table()['part'] == 'train').sum()} other constructed sentences. No "
        "measure of real text. 95 % intervals from a bootstrap over texts.\n\n" + markdown(table),
    )


def questions(folder):
    """Measure on comments to political questions, in five folds by author and by question."""
    rows = lines(folder, "xstance_de_valid.jsonl")
    texts, y, targets, author = (
        np.array([row[name] for row in rows], dtype=object) for name in ("comment", "label", "question", "author")
    )
    found = []
    for (name, groups), encoder in product((("author", author), ("question", targets)), ("use", "frames")):
        given = np.empty(len(y), dtype=object)
        for train, test in GroupKFold(5, shuffle=True, random_state=0).split(texts, groups=groups):
            coder = rahmen.StanceClassifier(encoder=encoder).fit(texts[train], y[train], targets=targets[train])
            given[test] = coder.predict(texts[test], targets=targets[test])
        draws = _draws(y, given, groups)
        most = np.full(len(y), pd.Series(y).mode()[0], dtype=object)
        scores = [f1_score(y, labels, average="macro", zero_division=0.0) for labels in (given, most)]
        found.append((f"folds by {name}", encoder, len(y), scores[0], *np.quantile(draws, [0.025, 0.975]), scores[1]))
    table = pd.DataFrame(found, columns=["test", "encoder", "n", "macro_f1", "low", "high", "majority"])
    print(table.to_string(index=False))
    write_section(
        "Stance towards questions",
        f"`make evaluate DATA=… WHY=…`, part `benchmarks/stance.py`. {len(rows)} German comments on "
        f"{len(set(targets))} political questions (x-stance, validation part, Vamvas and Sennrich 2020), FAVOR or "
        "AGAINST; 5-fold cross-validation, so that no author (no question) of a test fold was seen. Kernel weights "
        "were chosen by the same folds, so the figures flatter a little. 95 % intervals from a bootstrap over authors "
        "(questions).\n\n" + markdown(table),
    )


def _draws(y, given, groups, n=1000):
    names, place = np.unique(groups.astype(str), return_inverse=True)
    weights = np.random.default_rng(0).multinomial(len(names), np.full(len(names), 1 / len(names)), size=n)[:, place]
    scores = []
    for label in np.unique(y.astype(str)):
        hit, said, is_ = (y == label) & (given == label), given == label, y == label
        scores.append(2 * (weights @ hit) / (weights @ said.astype(int) + weights @ is_.astype(int)))
    return np.mean(scores, axis=0)


def main():
    options = arguments(__doc__)
    constructed()
    questions(options.data)


if __name__ == "__main__":
    main()
