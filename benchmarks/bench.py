"""How fast: the road from documents to tables beside other tools, as ratios measured in one run (``make bench``)."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import csv
import json
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

import rahmen
from benchmarks import rivals
from benchmarks.common import HERE, arguments, markdown, write_section
from rahmen.coders import taught
from rahmen.corpus import find_corpus

SIZE = 24_000_000
RUNS = 5
GOALS = {
    "textblob-de": 100, "spaCy PhraseMatcher": 8, "scikit-learn, words + characters": 15,
    "NLTK word_tokenize, Snowball + dictionary": 25,
}  # fmt: skip


def texts_of(folder, size=SIZE):
    """Give documents of about `size` characters in all, and what they are."""
    files = [Path(folder or ".") / name for name in ("speeches.jsonl", "news_articles.csv")]
    if all(file.is_file() for file in files):
        speeches = [json.loads(line)["paragraphs"] for line in files[0].read_text(encoding="utf-8").splitlines()]
        csv.field_size_limit(10**9)
        with files[1].open(encoding="utf-8", newline="") as file:
            news = [row[1] for row in csv.reader(file, delimiter=";", quotechar="'") if len(row) > 1]
        known, what = ["\n\n".join(paragraphs) for paragraphs in speeches] + news, "speeches and news articles"
    else:
        known, what = _made(), "generated text (sentences of the corpus, shuffled)"
    known = [known[n] for n in np.random.default_rng(0).permutation(len(known))]
    whole = sum(map(len, known))
    return (known * (size // whole + 1))[: int(len(known) * size / whole)], f"{what}, {whole / 1e6:.1f} MB, repeated"


def _made():
    sentences = rahmen.split_sentences(rahmen.load_corpus())["text"].tolist()
    rng = np.random.default_rng(0)
    return [" ".join(sentences[n] for n in rng.integers(0, len(sentences), 25)) for _ in range(2000)]


def documents(texts):
    return pd.DataFrame({"doc": [f"d{n}" for n in range(len(texts))], "text": texts})


class Road:
    """The fast road, tables included: sentences, codebook, n-grams, negation, polarity."""

    def __init__(self):
        self.coders = rivals.cheap_frames(), rahmen.SentimentClassifier("lexicon")

    def __call__(self, texts):
        sentences = rahmen.split_sentences(documents(texts))
        return rahmen.annotate(sentences, *self.coders, voice=False)


def timed(work, texts):
    """Give CPU and wall seconds for each million characters."""
    size = sum(map(len, texts)) / 1e6
    cpu, wall = time.process_time(), time.perf_counter()
    work(texts)
    return (time.process_time() - cpu) / size, (time.perf_counter() - wall) / size


def compare(texts):
    """Time the road and its rivals in turn, each on as much text as it does in seconds: medians of the runs."""
    road, others = Road(), rivals.rivals()
    batch = first(texts, 8_000_000)
    cold = timed(road, batch)
    found = {name: [] for name in ("rahmen, fast road", *others)}
    for run in range(RUNS):
        found["rahmen, fast road"].append(timed(road, batch))
        for name, (work, size) in others.items():
            found[name].append(timed(work, first(texts, size)))
        print(f"run {run + 1} of {RUNS}", file=sys.stderr, flush=True)
    return cold, {name: np.median(times, axis=0) for name, times in found.items()}


def first(texts, size):
    ends = np.cumsum([len(text) for text in texts])
    return texts[: max(1, int(np.searchsorted(ends, size)))]


def table_of(cold, medians):
    mine = medians["rahmen, fast road"]
    rows = [("rahmen, fast road, first time", *cold, cold[0] / mine[0], None)]
    rows += [(name, *times, times[0] / mine[0], GOALS.get(name)) for name, times in medians.items()]
    table = pd.DataFrame(rows, columns=["what", "cpu", "wall", "ratio", "goal"])
    return pd.DataFrame({
        "what": table["what"], "MB per CPU second": 1 / table["cpu"], "MB per second": 1 / table["wall"],
        "road is faster by": table["ratio"],
        "goal": table["goal"].map(lambda goal: "" if goal != goal else f"{goal:g}"),
    })  # fmt: skip


def seconds(command, runs=RUNS):
    """Give the median wall seconds of a command."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def others():
    """Tell what single commands take."""
    article = next(find_corpus().rglob("tiktok-xiaohongshu*.txt"))
    run = [sys.executable, "-c"]
    tell = "import rahmen; s = rahmen.split_sentences(rahmen.read_folder(%r, %r)); rahmen.annotate(s, rahmen.%s)"
    begun = seconds([*run, "pass"])
    rows = [("import rahmen", max(seconds([*run, "import rahmen"]) - begun, 0.0), 0.2)]
    coders = {
        "CodebookClassifier()": 2.5,
        "FrameClassifier.pretrained()": 5,
        "FrameClassifier.pretrained(fast=True)": 5,
    }
    for coder, goal in coders.items():
        took = seconds([*run, tell % (str(article.parent), article.name, coder)])
        rows.append((f"one article, {coder}, with voice", took, goal))
    return pd.DataFrame(rows, columns=["what", "seconds", "goal"])


def whole_coder(texts):
    """Time the learned coder with its encoder beside a BERT-base forward pass: sentences for each CPU second."""
    sentences = [text for text in rahmen.split_sentences(documents(first(texts, 400_000)))["text"] if len(text) > 20]
    sentences = list(dict.fromkeys(sentences))
    whole, quick, fast, fastest = (
        rahmen.FrameClassifier.pretrained(cascade, fast) for fast in (False, True) for cascade in (False, True)
    )
    works = {
        "learned coder": (whole.predict, sentences[:300]),
        "learned coder, in cascade": (quick.predict, sentences[:1000]),
        "learned coder, fast": (fast.predict, sentences[:2000]),
        "learned coder, fast, in cascade": (fastest.predict, sentences),
        "BERT-base, forward pass alone": (rivals.bert(), sentences[:96]),
    }
    rows = []
    for name, (work, some) in works.items():
        if work is None:
            continue
        work(some[:8])
        times = []
        for run in range(RUNS):
            taught._vector.cache_clear()
            cpu = time.process_time()
            work(some[run:] + some[:run])  # in another order, so that no answer is remembered
            times.append(time.process_time() - cpu)
        rows.append((name, len(some) / statistics.median(times)))
    table = pd.DataFrame(rows, columns=["what", "sentences per CPU second"])
    bert = table["sentences per CPU second"].iloc[-1] if len(table) == len(works) else float("nan")
    table["times BERT-base"] = table["sentences per CPU second"] / bert
    asked = quick.learned_.asked, fastest.learned_.asked
    return table.assign(goal=["", "", "25", "25", ""][: len(table)]), asked


def learning():
    """Time learning from 4,000 sentences: the constructed ones of the project."""
    table = rahmen.settle(rahmen.read_coded(find_corpus() / "codes" / "constructed.csv"))
    texts = (table["text"].tolist() * 2)[:4000]
    labels = (table["labels"].tolist() * 2)[:4000]
    begin = time.perf_counter()
    rahmen.FrameClassifier("frames").fit(texts, rahmen.indicator(labels, rahmen.load_codebook().names))
    return time.perf_counter() - begin


def machine():
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        named = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = named[0].split(":")[1].strip() if named else name
    return f"{name}, {cores} cores, Python {platform.python_version()}, NumPy {np.__version__}"


def figure(table):
    """Draw how fast each tool reads: points, since a bar on a scale of powers begins nowhere."""
    import matplotlib.pyplot as plt
    import seaborn as sns

    some = table.sort_values("MB per CPU second", ascending=False)
    axes = sns.stripplot(some, x="MB per CPU second", y="what", size=9, jitter=False, color="#4c72b0")
    axes.set(xscale="log", ylabel="", xlabel="MB of text for each CPU second (each line to the right: ten times)")
    axes.grid(axis="x", alpha=0.4)
    for place, value in enumerate(some["MB per CPU second"]):
        axes.annotate(f"{value:.2f}", (value, place), xytext=(9, 0), textcoords="offset points", va="center")
    axes.margins(x=0.15)
    sns.despine(left=True)
    plt.gcf().set_size_inches(8, 3.2)
    plt.savefig(HERE.parent / "docs" / "figures" / "bench.png", dpi=110, bbox_inches="tight")
    plt.close()


def main():
    options = arguments(__doc__)
    texts, what = texts_of(options.data)
    cold, medians = compare(texts)
    table, single = table_of(cold, medians), others()
    whole, asked = whole_coder(texts)
    took = learning()
    for found in (table, single, whole):
        print(found.to_string(index=False), end="\n\n")
    write_section(
        "Speed",
        f"`make bench DATA=…`. {what}. {machine()}; one core, medians of {RUNS} runs in turn. The road: documents to "
        "sentences, frames by codebook and n-grams, polarity with negation, the codes table. Rivals take as many "
        "characters as they do in seconds, and give less: no tables, no offsets. `road is faster by` divides CPU times."
        f"\n\n{markdown(table, 2)}\n\n"
        f"Single commands, wall time, medians of {RUNS}:\n\n{markdown(single, 2)}\n\n"
        f"The learned coder on distinct sentences (the cascade asks the slowest encoder for "
        f"{100 * asked[0]:.0f} % of them, and where the coder is fast {100 * asked[1]:.0f} %):"
        f"\n\n{markdown(whole, 1)}\n\n"
        f"Learning from 4,000 sentences: {took:.0f} s (goal: below 60).\n\n"
        "![Speed](../docs/figures/bench.png)",
    )
    figure(table)
    return None


if __name__ == "__main__":
    main()
