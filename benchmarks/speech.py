"""Reported speech on real news: characters found, by kind, speakers, and errors by type; written passages beside it."""

import json

import numpy as np
import pandas as pd

from benchmarks.cases import DATA
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.gold import log_look
from rahmen.claims.bootstrap import interval, resampled_sums
from rahmen.german import find_speech, find_words

KINDS = {
    "Direct": "direct", "Indirect": "indirect", "Reported": "reported", "FreeIndirect": "free_indirect",
    "IndirectFreeIndirect": "indirect",
}  # fmt: skip
ALL = ("all", *dict.fromkeys(KINDS.values()))


def masks(row, found):
    """Mark the characters of each kind: once as given, once as found."""
    given, mine = ({kind: np.zeros(len(row["text"]), bool) for kind in ALL} for _ in range(2))
    for quote in row["quotes"]:
        for a, b in quote["quote"]:
            given[KINDS[quote["type"]]][a:b] = given["all"][a:b] = True
    for span in found.itertuples():
        mine[span.kind][span.start : span.end] = mine["all"][span.start : span.end] = True
    return given, mine


def head(text, pieces):
    """Give the places of the words that name a speaker: those with capitals, or all where there is none."""
    spans = [(a + x, a + y) for a, b in pieces for x, y in find_words(text[a:b])]
    return [(x, y) for x, y in spans if text[x].isupper()] or spans


def speaker_found(row, found):
    """Tell for each given passage of which half is found whether its speaker is: hits and passages."""
    hits, passages = 0, 0
    for quote in (quote for quote in row["quotes"] if quote["speaker"]):
        a, b = quote["quote"][0]
        shared = [(min(b, span.end) - max(a, span.start), span) for span in found.itertuples()]
        both, best = max(shared, key=lambda one: one[0], default=(0, None))
        if both < (b - a) / 2:
            continue
        passages += 1
        heads = head(row["text"], quote["speaker"])
        hits += any(x < best.speaker_end and y > best.speaker_start for x, y in heads)
    return hits, passages


def measure(rows):
    """Count characters and speakers by document: arrays of documents and counts."""
    counts, errors = [], {}
    for row in rows:
        found = find_speech(row["text"])
        given, mine = masks(row, found)
        line = []
        for kind in ALL:
            covered = (given[kind] & mine["all"]).sum()
            line += [(given[kind] & mine[kind]).sum(), mine[kind].sum(), given[kind].sum(), covered]
        counts.append([*line, *speaker_found(row, found)])
        _note_errors(given, mine, errors)
    return np.array(counts, dtype=float), errors


def _note_errors(given, mine, errors):
    for kind in ALL[1:]:
        missed = (given[kind] & ~mine["all"]).sum()
        invented = (mine[kind] & ~given["all"]).sum()
        other = (given[kind] & mine["all"] & ~mine[kind]).sum()
        for what, count in (("missed", missed), ("found where none is", invented), ("found as another kind", other)):
            errors[kind, what] = errors.get((kind, what), 0) + int(count)


def scores(counts):
    """Give precision, recall, F1 and coverage by kind with intervals from a bootstrap over documents."""
    draws = resampled_sums(counts, seed=0)
    whole, rows = counts.sum(axis=0), []
    for n, kind in enumerate(ALL):
        tp, mine, given, covered = whole[4 * n : 4 * n + 4]
        again = draws[:, 4 * n : 4 * n + 4].T
        low, high = interval(2 * again[0] / np.maximum(again[1] + again[2], 1), 0.95)
        low_c, high_c = interval(again[3] / np.maximum(again[2], 1), 0.95)
        f1 = 2 * tp / max(mine + given, 1)
        row = (kind, tp / max(mine, 1), tp / max(given, 1), f1, low, high, covered / max(given, 1), low_c, high_c)
        rows.append((*row, int(given)))
    columns = [
        "kind",
        "precision",
        "recall",
        "f1",
        "low",
        "high",
        "covered",
        "covered_low",
        "covered_high",
        "characters",
    ]
    low, high = interval(draws[:, -2] / np.maximum(draws[:, -1], 1), 0.95)
    return pd.DataFrame(rows, columns=columns), (whole[-2] / max(whole[-1], 1), low, high, int(whole[-1]))


def written():
    """Measure on passages that a second writer wrote and held back: texts with spans, kinds, speakers."""
    rows = []
    for line in (DATA / "voice_passages.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        quotes, at = [], 0
        for span in row["spans"]:
            a = row["text"].find(span["text"], at)
            a = a if a >= 0 else row["text"].find(span["text"])
            who = row["text"].find(span["speaker"]) if span["speaker"] else -1
            kind = next(given for given, name in KINDS.items() if name == span["kind"])
            speaker = [[who, who + len(span["speaker"])]] if who >= 0 else []
            quotes.append({"type": kind, "quote": [[a, a + len(span["text"])]], "speaker": speaker})
        rows.append({"text": row["text"], "quotes": quotes})
    return rows


def main():
    options = arguments(__doc__)
    parts = [("quotes_train.jsonl", "700 Wikinews articles that the rules were made on"),
             ("quotes_dev.jsonl", "150 Wikinews articles that nobody looked at while the rules were made")]  # fmt: skip
    told = []
    for name, what in parts:
        counts, errors = measure(lines(options.data, name))
        table, (share, low, high, n) = scores(counts)
        if name == "quotes_dev.jsonl":
            log_look("quotes_dev: characters of speech", options.why, table["f1"].iloc[0])
        missed = pd.DataFrame([(*key, count) for key, count in errors.items()], columns=["kind", "error", "characters"])
        missed = missed.sort_values("characters", ascending=False)
        print(f"\n{name}\n{table.to_string(index=False)}\nspeaker found {share:.3f} ({low:.3f} to {high:.3f}) of {n}")
        told.append(
            f"### {what}\n\n{markdown(table)}\n\nSpeaker found for {share:.3f} ({low:.3f} to {high:.3f}) of the {n} "
            f"passages that were found and have one.\n\nErrors by type:\n\n{markdown(missed)}"
        )
    counts, _ = measure(written())
    table, (share, _, _, n) = scores(counts)
    print(f"\nwritten\n{table.to_string(index=False)}\nspeaker found {share:.3f} of {n}")
    told.append(
        f"### 40 passages written for it by a second writer\n\n{markdown(table)}\n\nSpeaker found: {share:.3f} of {n}."
    )
    write_section(
        "Reported speech",
        "`make evaluate DATA=… WHY=…`, part `benchmarks/speech.py`. Wikinews articles with quotations marked by hand "
        "(Petersen-Frey & Biemann 2024, CC BY-NC-SA 4.0), F1 over characters; `all` counts every kind, `covered` is "
        "the share of a kind's characters that is found as any kind; IndirectFreeIndirect counts as indirect. 95 % "
        "intervals from a bootstrap over documents.\n\n" + "\n\n".join(told),
    )


if __name__ == "__main__":
    main()
