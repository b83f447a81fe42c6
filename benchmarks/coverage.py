"""Do the intervals hold the truth as often as they say? Simulated corpora, where the truth is known.

Run with ``make coverage``; ``--reps`` sets how many corpora each row takes.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import numpy as np
import pandas as pd

from benchmarks.common import markdown, write_section
from rahmen.claims.bootstrap import interval
from rahmen.claims.correction import Sums, corrected, estimate, tuned, variance
from rahmen.claims.differences import corrected_side, machine_side, simultaneous
from rahmen.claims.plan import sample_plan
from rahmen.claims.prevalence import drawn_shares

SHARES, SIZES, SCORES, ALIKE = (0.02, 0.05, 0.1, 0.2, 0.5), (50, 100, 200, 500), (0.5, 0.7, 0.9), (0.02, 0.1)


def corpus(rng, share, icc, f1, docs=200, length=25):
    """Make documents, true codes and a machine's: precision and recall are both `f1`, the same in every document."""
    doc = np.repeat(np.arange(docs), rng.poisson(length - 1, docs) + 1)
    spread = (1 - icc) / icc
    true = rng.random(len(doc)) < rng.beta(share * spread, (1 - share) * spread, docs)[doc]
    alarms = share * (1 - f1) / (1 - share)
    return doc, true, rng.random(len(doc)) < np.where(true, f1, alarms)


def summed(doc, true, machine, probability, coded):
    """Sum what each document brings, as rahmen.claims.correction does from tables: one label."""
    w = coded / probability
    q = w * w - w
    columns = [machine, np.ones(len(doc)), coded, w, w * true, w * machine, w * true * machine, w * w,
               q, q * true, q * machine, q * true * machine]  # fmt: skip
    return Sums(*(np.bincount(doc, column)[:, None] for column in columns))


def drawn(rng, machine, n, design):
    """Draw sentences: each as likely, or those that the machine codes as present more often."""
    if design == "random":
        probability = np.full(len(machine), n / len(machine))
        coded = np.zeros(len(machine), dtype=bool)
        coded[rng.choice(len(machine), n, replace=False)] = True
        return probability, coded
    likely = 0.5 / len(machine) + 0.5 * machine / max(machine.sum(), 1)
    probability = np.minimum(n * likely / likely.sum(), 1)
    return probability, rng.random(len(machine)) < probability


def one_cell(job):
    """Give coverage and width of the corrected, the plain PPI++ and the naive interval for one row of the table."""
    (icc, share, n, f1, docs, design), reps, seed = job
    rng = np.random.default_rng(seed)
    seen = []
    for rep in range(reps):
        doc, true, machine = corpus(rng, share, icc, f1, docs)
        sums = summed(doc, true, machine, *drawn(rng, machine, n, design))
        (point,), (low,), (high,), (cautious,) = corrected(sums)
        trust = tuned(sums.total())
        plain = 1.96 * np.sqrt(variance(sums, trust)[0])
        alone = interval(drawn_shares(sums, rep)[:, 0]) if rep < reps // 4 else (np.nan, np.nan)
        seen.append((low <= share <= high, high - low, cautious, abs(estimate(sums.total(), trust)[0] - share) <= plain,
                     np.nan if alone[0] != alone[0] else alone[0] <= share <= alone[1], point))  # fmt: skip
    held, width, cautious, plain, naive, point = np.nanmean(np.array(seen, dtype=float), axis=0)
    return {"design": design, "docs": docs, "icc": icc, "share": share, "n": n, "F1": f1, "n·p": n * share,
            "corrected": held, "width": width, "cautious": cautious, "plain PPI++": plain, "naive": naive,
            "bias": point - share}  # fmt: skip


def null(job):
    """Compare two groups that do not differ: how often is any of eight labels said to?"""
    (docs, coded, uneven), reps, seed = job
    rng = np.random.default_rng(seed)
    shares = (0.02, 0.05, 0.05, 0.1, 0.1, 0.2, 0.3, 0.5)
    wrong = np.zeros((reps, 2))
    for rep in range(reps):
        sides = [_group(rng, shares, docs, coded, 0.5 if group and uneven else 0.8) for group in (0, 1)]
        for column, make in enumerate((machine_side, corrected_side)):
            if make is machine_side:
                pair = [make(sums, 2 * rep + n) for n, sums in enumerate(sides)]
            else:
                pair = [make(sums, 0.95, 2 * rep + n) for n, sums in enumerate(sides)]
            low, high = simultaneous(*pair, 0.95)
            wrong[rep, column] = ((low > 0) | (high < 0)).any()
    return {"documents a group": docs, "coded a group": coded, "machine": "errs unlike" if uneven else "errs alike",
            "naive": wrong[:, 0].mean(), "corrected": wrong[:, 1].mean(), "corpora": reps}  # fmt: skip


def _group(rng, shares, docs, n, recall):
    """Make a group: the same sentences are coded for all labels; a machine of precision .8 where its recall is .8."""
    parts, coded, probability = [], None, None
    doc = np.repeat(np.arange(docs), rng.poisson(24, docs) + 1)
    probability = np.full(len(doc), min(n / len(doc), 1))
    coded = np.zeros(len(doc), dtype=bool)
    coded[rng.choice(len(doc), min(n, len(doc)), replace=False)] = True
    for share in shares:
        true = rng.random(len(doc)) < rng.beta(share * 9, (1 - share) * 9, docs)[doc]
        machine = rng.random(len(doc)) < np.where(true, recall, share * 0.2 / (1 - share))
        parts.append(summed(doc, true, machine, probability, coded))
    return Sums(*(np.hstack(columns) for columns in zip(*parts, strict=True)))


def power(job):
    """Tell how often a difference is shown with as many coded sentences as the plan says."""
    (share, difference, f1), reps, seed = job
    rng = np.random.default_rng(seed)
    n = int(sample_plan(share, difference=difference, precision=f1, recall=f1, docs=200, icc=0.05)["n"].iloc[0])
    shown = 0
    for rep in range(reps):
        sides = []
        for group, p in enumerate((share, share + difference)):
            doc, true, machine = corpus(rng, p, 0.05, f1)
            sums = summed(doc, true, machine, *drawn(rng, machine, min(n, len(doc)), "random"))
            sides.append(corrected_side(sums, 0.95, 2 * rep + group))
        low, high = simultaneous(*sides, 0.95)
        shown += bool(low[0] > 0 or high[0] < 0)
    return {"share": share, "difference": difference, "F1": f1, "n": n, "promised": 0.8, "reached": shown / reps}


def widths(job):
    (share, width, f1), reps, seed = job
    rng = np.random.default_rng(seed)
    n = int(sample_plan(share, width=width, precision=f1, recall=f1, docs=200, icc=0.05)["n"].iloc[0])
    seen = []
    for _ in range(reps):
        doc, true, machine = corpus(rng, share, 0.05, f1)
        _, low, high, _ = corrected(summed(doc, true, machine, *drawn(rng, machine, n, "random")))
        seen.append(high[0] - low[0])
    return {"share": share, "F1": f1, "n": n, "wanted width": width, "mean width": np.mean(seen)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reps", type=int, default=1000)
    reps = parser.parse_args().reps
    grid = [(icc, p, n, f1, 200, "random") for icc, p, n, f1 in product(ALIKE, SHARES, SIZES, SCORES)]
    grid += [(0.1, p, 200, f1, docs, "random") for p, f1, docs in product((0.05, 0.2), (0.7,), (20, 50))]
    grid += [(0.1, p, n, 0.7, 200, "enriched") for p, n in product((0.02, 0.05, 0.2), (200, 500))]
    nulls = list(product((12, 30, 100), (100, 300), (False, True)))
    plans = list(product((0.05, 0.1, 0.3), (0.05, 0.1), (0.7, 0.9)))
    wide = list(product((0.02, 0.1, 0.3), (0.05, 0.1), (0.7, 0.9)))
    with ProcessPoolExecutor() as pool:
        tables = [
            pd.DataFrame(pool.map(what, [(job, size, 100 + n) for n, job in enumerate(jobs)]))
            for what, jobs, size in ((one_cell, grid, reps), (null, nulls, reps // 2), (power, plans, reps // 2),
                                     (widths, wide, reps // 5))
        ]  # fmt: skip
    _write(*tables, reps)


def _write(cells, nulls, plans, wide, reps):
    main_part = cells[(cells["design"] == "random") & (cells["docs"] == 200)]
    enough = main_part["n·p"] >= 20
    noise = 2 * np.sqrt(0.95 * 0.05 / reps)
    above, below = main_part[enough], main_part[~enough]
    inside = above["corrected"].between(0.93 - noise, 0.97 + noise)
    said = (
        f"`make coverage`; {reps} simulated corpora a row, 200 documents of about 25 sentences unless told otherwise; "
        f"Monte-Carlo error (two standard errors) ±{noise:.3f}. Where n·p ≥ 20 the corrected 95 % intervals cover "
        f"{above['corrected'].min():.3f} to {above['corrected'].max():.3f} ({inside.sum()} of {len(above)} rows within "
        f".93–.97 give or take that error), below it {below['corrected'].min():.3f} to {below['corrected'].max():.3f}; "
        f"plain PPI++ {main_part['plain PPI++'].min():.3f} at worst, the naive interval "
        f"{main_part['naive'].min():.3f} to {main_part['naive'].max():.3f} (precision and recall are equal, so the "
        "machine's count is unbiased; the naive interval tells of the documents alone). `cautious`: how often the "
        "conservative interval took over."
    )
    write_section(
        "Claims: coverage of the intervals, by simulation",
        said + "\n\n" + markdown(cells) + "\n\nTwo groups that do not differ, eight labels with shares of .02 to .5: "
        "how often any label is said to differ (goal: at most .05 plus two Monte-Carlo errors). Where the machine errs "
        "unlike in the two groups (recall .8 and .5), its own counts mislead.\n\n" + markdown(nulls)
        + "\n\nSample plans: power reached, and width.\n\n" + markdown(plans) + "\n\n" + markdown(wide),
    )  # fmt: skip
    print(said)
    for table in (cells, nulls, plans, wide):
        print(table.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
