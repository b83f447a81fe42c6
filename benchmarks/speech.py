"""Reported speech on real news: characters found, by kind, and speakers."""

import numpy as np

from benchmarks.common import arguments, lines
from rahmen.german.speech import find_speech

KINDS = {"Direct": "direct", "Indirect": "indirect", "Reported": "reported", "FreeIndirect": "free_indirect",
         "IndirectFreeIndirect": "indirect"}  # fmt: skip


def masks(row, found):
    n = len(row["text"])
    gold = {kind: np.zeros(n, bool) for kind in (*KINDS.values(), "all")}
    mine = {kind: np.zeros(n, bool) for kind in gold}
    for quote in row["quotes"]:
        for a, b in quote["quote"]:
            gold[KINDS[quote["type"]]][a:b] = gold["all"][a:b] = True
    for span in found.itertuples():
        mine[span.kind][span.start : span.end] = mine["all"][span.start : span.end] = True
    return gold, mine


def head(text, pieces):
    """Give the places of the words that name a speaker: those with capitals, or all where there is none."""
    from rahmen.german.words import find_words

    spans = [(a + x, a + y) for a, b in pieces for x, y in find_words(text[a:b])]
    capital = [(x, y) for x, y in spans if text[x].isupper()]
    return capital or spans


def speaker_hits(row, found):
    """Tell for each gold passage that is found (half of it) whether its speaker is."""
    hits = []
    for quote in row["quotes"]:
        if not quote["speaker"]:
            continue
        a, b = quote["quote"][0]
        best, share = None, 0
        for span in found.itertuples():
            both = min(b, span.end) - max(a, span.start)
            if both > share:
                best, share = span, both
        if best is None or share < (b - a) / 2:
            continue
        heads = head(row["text"], quote["speaker"])
        hits.append(any(x < best.speaker_end and y > best.speaker_start for x, y in heads))
    return hits


def main():
    options = arguments(__doc__)
    rows = lines(options.data, "quotes_train.jsonl")
    counts = {}
    hits = []
    for row in rows:
        found = find_speech(row["text"])
        gold, mine = masks(row, found)
        for kind in gold:
            c = counts.setdefault(kind, np.zeros(4))
            c += [(gold[kind] & mine[kind]).sum(), mine[kind].sum(), gold[kind].sum(), (gold[kind] & mine["all"]).sum()]
        hits += speaker_hits(row, found)
    for kind, (tp, mine, gold, any_) in counts.items():
        print(
            f"{kind:14s} P {tp / mine:.3f} R {tp / gold:.3f} F {2 * tp / (mine + gold):.3f} covered {any_ / gold:.3f}"
        )
    print("speaker", np.mean(hits), len(hits))


if __name__ == "__main__":
    main()
