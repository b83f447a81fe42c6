"""Build the shipped models from the coded sentences: ``make model DATA=folder``."""

import hashlib
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

import rahmen
from benchmarks.coded import LABELS, MADE, coded, how, parts, passages, targets
from benchmarks.common import arguments
from benchmarks.voices import fit, training
from rahmen.coders.frames import error_table
from rahmen.coders.learned import Learned
from rahmen.coders.parts import HeadPart
from rahmen.coders.sentiment import LABELS as SENTIMENTS
from rahmen.coders.sentiment import makers
from rahmen.coders.store import write
from rahmen.coders.texts import BESIDE, Passages
from rahmen.coders.weighing import TOLD
from rahmen.corpus import find_corpus
from rahmen.exchange.coded import sha1_of

MODELS = Path(rahmen.__file__).parent / "coders" / "models"
HELD = find_corpus() / "codes" / "held_scores.parquet"


class HeldOut(HeadPart):
    """What the encoder judges of sentences it was taught on, from a network that had not seen their documents."""

    def __init__(self, task):
        super().__init__("frames", task)
        table = pd.read_parquet(HELD).set_index("sha1")
        self.known = table[[f"{task} {value}" for value in self.encoder.heads[task][0]]]

    def read(self, texts):
        keys = [sha1_of(text) for text in texts]
        missing = sorted(set(keys) - set(self.known.index))
        if missing:
            raise SystemExit(f"{len(missing)} sentences were not judged when the encoder was taught: make encoder")
        return self.known.loc[keys].to_numpy(dtype=float)

    def scores(self, seen):
        return seen[:, :, None]


class Taught(rahmen.FrameClassifier):
    """The coder of the frames, weighed on what the taught encoder says of sentences it had not seen."""

    def _makers(self):
        return [*super()._makers(), partial(HeldOut, "frames")]


def training_hash(table, columns):
    """Give the SHA-256 over what was learned from, in an order of its own."""
    lines = sorted("\t".join(map(str, row)) for row in table[columns].itertuples(index=False))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def taught(train, **params):
    """Learn to code frames with the taught encoder among the parts."""
    coder = Taught(**params).fit(passages(train), targets(train), groups=train["doc"], **how(train, MADE))
    coder.judge_, coder.learned_.parts[-1] = "frames", HeadPart("frames", "frames")
    return coder


def frames(train, frozen):
    """Learn the coder of the frames, and one without the taught encoder."""
    fast = rahmen.FrameClassifier("frames").fit(passages(train), targets(train), groups=train["doc"], **how(train))
    notes = {"sentences": len(train), "training": training_hash(train, ["text", *BESIDE, "frames"])}
    for name, coder in (("frames", taught(train, codebook="frames")), ("frames_fast", fast)):
        if len(frozen):
            drawn = (frozen["drawn_by"] == "random").to_numpy()
            coder.errors_ = error_table(targets(frozen), coder.predict(passages(frozen)), frozen["doc"], LABELS, drawn)
        coder.save(MODELS / f"{name}.safetensors", **notes)


def sentiment(train):
    train = train[train["kind"] == "real"]
    labels = np.array(SENTIMENTS, dtype=object)[train["sentiment"].astype(int) + 1]
    even = len(train) / train["source"].nunique() / train.groupby("source")["source"].transform("size")  # by source
    target = (labels[:, None] == np.array(SENTIMENTS, dtype=object)).astype(np.int8)
    learned = Learned().fit(
        [*makers()[:-1], partial(HeldOut, "sentiment")], Passages(train["text"].tolist()), target,
        groups=train["doc"].to_numpy(), weight=even.to_numpy(),
    )  # fmt: skip
    notes = {"sentences": len(train), "training": training_hash(train, ["text", "sentiment"])}
    write(MODELS / "sentiment.safetensors", learned.tensors(), {"kind": "sentiment", **notes})
    return learned


def stance():
    """Learn the stance towards a move between platforms from the constructed sentences coded for it."""
    table = stance_table()
    train = table[table["part"] == "train"]
    target = "der Wechsel auf eine andere Plattform"
    coder = rahmen.StanceClassifier(target, codebook="stance", strength=0.3, scheme="stance:migration")
    coder.fit(train["text"], train["stance"], groups=train["writer"].to_numpy())
    notes = {"sentences": len(train), "training": training_hash(train, ["text", "stance"])}
    coder.save(MODELS / "stance_migration.safetensors", **notes)
    return coder


def voices(folder, coder):
    """Learn what tells status and voice of a label from the codes of labels, beside what the rules tell."""
    table = training(folder, coder)
    known, arrays = fit(table)
    codes = table[["kind", "doc", *TOLD]].assign(text=[case.text for case in table["case"]])
    notes = {"sentences": codes["text"].nunique(), "training": training_hash(codes, ["text", *TOLD])}
    write(MODELS / "voices.safetensors", arrays, {"kind": "voices", **known, **notes})


def stance_table():
    return rahmen.settle(pd.read_csv(find_corpus() / "codes" / "stance_sentences.csv", keep_default_na=False))


def main():
    options = arguments(__doc__)
    MODELS.mkdir(exist_ok=True)
    train, frozen = parts(coded(options.data))
    print(f"learning from {len(train)} sentences; {len(frozen)} are held back", flush=True)
    frames(train, frozen), sentiment(train), stance()
    voices(options.data, rahmen.FrameClassifier.pretrained())  # the one just saved
    for file in sorted(MODELS.glob("*.safetensors")):
        print(
            f"{file.name}: {file.stat().st_size / 1e6:.1f} MB, SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()}"
        )


if __name__ == "__main__":
    main()
