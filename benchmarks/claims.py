"""Naive against corrected shares on real text: the random sentences of the pool, some of them coded as gold."""

import pandas as pd

import rahmen
from benchmarks.coded import passages
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.gold import Given
from benchmarks.learned import Scored, both
from rahmen.coders.texts import BESIDE
from rahmen.corpus import find_corpus


def main():
    options = arguments(__doc__)
    pool = pd.DataFrame(lines(options.data, "train_pool.jsonl")).query("drawn_by == 'random'")
    coded = rahmen.settle(rahmen.read_coded(find_corpus() / "codes" / "real.csv")).query("drawn_by == 'random'")
    sentences = pool.sort_values(["doc", "start"], kind="stable")[["doc", "start", "end", "text", "source", *BESIDE]]
    sentences = sentences.assign(sentence=sentences.groupby("doc").cumcount(), part="body").reset_index(drop=True)
    key = ["doc", "start", "end"]
    learned = coded[coded["part"] == "train"]
    unseen = sentences.merge(learned[key].assign(learned=True), on=key, how="left")["learned"].isna().to_numpy()
    sentences = sentences[unseen].reset_index(drop=True)  # the machine's codes of what it learned from tell nothing
    coder, found = rahmen.FrameClassifier.pretrained(), passages(sentences)
    sentences = sentences.drop(columns=list(BESIDE))
    known = Scored(*both(coder, found), coder, coder.name)
    codes = rahmen.annotate(sentences, known, voice=False)
    frozen = sentences.merge(coded.loc[coded["part"] == "frozen", [*key, "labels"]], on=key)
    gold = rahmen.annotate(
        frozen.drop(columns="labels"), Given(rahmen.indicator(frozen["labels"], coder.classes_), coder), voice=False
    )
    corrected = rahmen.prevalence(codes, gold=gold)
    adjusted = rahmen.prevalence(codes, errors=coder.errors_)
    agreed = rahmen.agreement(gold, codes)
    f1 = agreed[agreed["measure"] == "f1"].astype({"label": str}).set_index("label")["value"]
    table = corrected[["label", "naive", "naive_low", "naive_high", "share", "low", "high", "method"]].assign(
        adjusted=adjusted["share"].where(adjusted["method"] == "adjusted"),
        adjusted_low=adjusted["low"].where(adjusted["method"] == "adjusted"),
        adjusted_high=adjusted["high"].where(adjusted["method"] == "adjusted"),
        coded_share=gold.groupby("label", observed=True)["value"].mean().to_numpy(),
        F1=corrected["label"].astype(str).map(f1),
    )  # fmt: skip
    print(table.round(4).to_string(index=False))
    write_section(
        "Claims: naive and corrected shares on real text",
        f"`make evaluate DATA=… WHY=…`, part `benchmarks/claims.py`. {len(sentences)} sentences of parliament and "
        f"Wikinews drawn at random from the pool, those left out that the coder learned from; {len(frozen)} of them, "
        "in documents kept out of training, coded by language models, serve as gold (taken as drawn with equal "
        "chance). `naive` is the share that the learned coder gives, `share` the one corrected by the gold (PPI++), "
        "`adjusted` the one corrected by the coder's own held-out error table, measured on sentences of which many "
        "were drawn by keyword; – where its rates cannot hold here. `coded_share` is that of the gold alone.\n\n"
        + markdown(table),
    )


if __name__ == "__main__":
    main()
