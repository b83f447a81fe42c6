"""How long learning takes from a large coded corpus: a part of ``make bench`` of its own, some ten minutes."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import itertools
import time
import warnings

import numpy as np

import rahmen
from benchmarks.bench import documents, machine, texts_of
from benchmarks.common import arguments, write_section

SIZE = 100_000
FLIPPED = 0.02


def coded(folder, size=SIZE):
    """Give distinct sentences, then pairs of such, and codes: the codebook's, some turned at random, as coders err."""
    texts, what = texts_of(folder)
    found = rahmen.split_sentences(documents(texts))["text"]
    singles = found[found.str.len() > 20].drop_duplicates().tolist()
    sentences = [*singles, *map(" ".join, itertools.pairwise(singles))][:size]
    rng = np.random.default_rng(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a few of the texts are long
        codes = rahmen.CodebookClassifier().predict(sentences)
    return sentences, np.where(rng.random(codes.shape) < FLIPPED, 1 - codes, codes), what


def main():
    options = arguments(__doc__)
    sentences, codes, what = coded(options.data)
    clock, cpu = time.perf_counter(), time.process_time()
    rahmen.FrameClassifier("frames").fit(sentences, codes)
    took, used = time.perf_counter() - clock, time.process_time() - cpu
    told = (
        f"Learning from {len(sentences):,} distinct sentences and pairs of such, eight labels, encoder and five folds "
        f"included: {took / 60:.1f} minutes, {used / 60:.1f} of this process's CPU (goal: below 15)."
    )
    print(told)
    write_section(
        "Speed of learning",
        f"`python -m benchmarks.learning --data …`, a part of `make bench`. {what}. {machine()}. Codes: those of the "
        f"codebook coder, {100 * FLIPPED:.0f} % of them turned at random.\n\n{told}",
    )


if __name__ == "__main__":
    main()
