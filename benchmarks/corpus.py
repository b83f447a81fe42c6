"""Can the corpus be told apart by what does not matter? Lengths, single words, shared wording of its texts."""

from collections import Counter

import numpy as np
import pandas as pd
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

import rahmen
from benchmarks.common import arguments, markdown, write_section
from rahmen.corpus.duplicates import SHINGLE


def length_auc(lengths, is_one):
    """Give how well length alone tells one group (area under the ROC curve, 0.5 is not at all)."""
    area = roc_auc_score(is_one, lengths)
    return max(area, 1 - area)


def best_word(sets, is_one):
    """Give the word whose presence or absence tells one group best, and its balanced accuracy."""
    counts = Counter(word for words in sets for word in words)
    best = ("", 0.5)
    for word, n in counts.items():
        if n < 3:
            continue
        here = np.array([word in words for words in sets])
        accuracy = balanced_accuracy_score(is_one, here)
        if max(accuracy, 1 - accuracy) > best[1]:
            best = (word, max(accuracy, 1 - accuracy))
    return best


def largest_overlap(texts):
    """Give the largest share of five-word sequences that two texts have in common, and which two."""

    def shingles(text):
        words = text.casefold().split()
        return {tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}

    sets = [shingles(text) for text in texts]
    pairs = [(len(a & b) / max(1, len(a | b)), x, y) for x, a in enumerate(sets) for y, b in enumerate(sets[:x])]
    return max(pairs)


def main():
    arguments(__doc__)
    documents = rahmen.load_corpus()
    made = documents[documents["origin"] == "constructed"].reset_index(drop=True)
    words = rahmen.count_words(rahmen.split_sentences(made))
    sets = [set(part) for _, part in words.groupby("doc", sort=False)["word"]]
    lengths = made["text"].str.split().str.len()
    questions = {"comparison or baseline": made["group"] == "comparison"}
    questions |= {
        f"writer {writer} or others": made["writer"] == writer for writer in sorted(set(made["writer"]), key=len)
    }
    rows = []
    for question, is_one in questions.items():
        word, accuracy = best_word(sets, is_one)
        rows.append((question, int(is_one.sum()), length_auc(lengths, is_one), word, accuracy))
    columns = ["told apart", "texts", "AUC of length", "best single word", "balanced accuracy"]
    table = pd.DataFrame(rows, columns=columns)
    overlap, x, y = largest_overlap(made["text"])
    note = (
        f"The two texts that share most: {made['doc'][y]} and {made['doc'][x]}, {overlap:.1%} of their sequences of "
        f"{SHINGLE} words. {len(made)} constructed texts, {lengths.min()} to {lengths.max()} words, median "
        f"{lengths.median():.0f}."
    )
    print(table.to_string(index=False), "\n", note)
    write_section("The constructed corpus", f"`python -m benchmarks.corpus`. {note}\n\n{markdown(table, 2)}")


if __name__ == "__main__":
    main()
