"""Teach the sentence encoder on the coded sentences: ``make encoder DATA=folder``, an hour on two cores.

Multilingual E5 small learns four tasks at once: the frames of a sentence, its sentiment, status and voice of its main
clause; its lower layers stay as they are. It is taught anew for each fold, so that scores of all sentences, and of
those beside them, are known from a network that had not seen their documents (``corpus/codes/held_scores.parquet``);
the models weigh its judgement by them. Then it is taught on all, and stored in 8 bits (``encoder.safetensors``). Each
network is taught twice, in another order, and has the mean of the weights, which errs less (Wortsman et al. 2022).
"""

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd
import torch
from sklearn.model_selection import GroupKFold
from torch import nn
from torch.nn import functional

from benchmarks.base import PARTS, Base, german_pieces
from benchmarks.coded import LABELS, coded, how, parts, targets
from benchmarks.common import arguments
from benchmarks.model import HELD, MODELS, training_hash
from benchmarks.network import KEPT, Network, alike
from rahmen.coders.encoders import calm
from rahmen.coders.sentiment import LABELS as SENTIMENTS
from rahmen.coders.store import write
from rahmen.coders.taught import MOST, FrameEncoder, digest, pack
from rahmen.coders.texts import BESIDE
from rahmen.exchange.coded import sha1_of
from rahmen.tables import STATUS, VOICE

FOLDS, EPOCHS, BATCH, RATE, HEAD_RATE, DECAY, ASIDE = 3, 3, 32, 2e-4, 2e-3, 0.9, 0.1
"""RATE is that of the last layer, each one below learns DECAY times as fast; ASIDE weighs the three other tasks."""
SEEDS = (0, 1)
"""The orders in which each network is taught."""
TASKS = {"frames": tuple(LABELS), "sentiment": tuple(SENTIMENTS), "status": STATUS, "voice": VOICE}


def learned_from(table):
    """Give what is learned: for each task an array, shape (n, k) for the frames, else (n,) with -100 for unknown."""
    mood = pd.to_numeric(table["sentiment"], errors="coerce")
    given = {"frames": np.asarray(targets(table), dtype=np.float32), "sentiment": (mood + 1).fillna(-100).to_numpy(int)}
    for task in ("status", "voice"):
        places = {value: n for n, value in enumerate(TASKS[task])}
        given[task] = np.array([places.get(value, -100) for value in table[task]])
    return given


def loss(scores, given, weight, some):
    """Cross-entropy of all tasks."""
    per_task = dict(zip(TASKS, scores.float().split([len(values) for values in TASKS.values()], dim=1), strict=True))
    truth = torch.tensor(given["frames"][some])
    each = functional.binary_cross_entropy_with_logits(per_task["frames"], truth, reduction="none").mean(1)
    whole = (each * torch.tensor(weight[some], dtype=torch.float32)).mean()
    for task in ("sentiment", "status", "voice"):
        truth = torch.tensor(given[task][some])
        if (truth >= 0).any():
            share = (truth >= 0).float().mean()
            whole = whole + ASIDE * share * functional.cross_entropy(per_task[task], truth)
    return whole


def teach(sentences, given, weight, base, rows, name, seed):
    """Teach a network; sentences are lists of numbers of pieces."""
    torch.manual_seed(seed)
    rng, size = np.random.default_rng(seed), np.array(list(map(len, sentences)))
    network = Network(base, rows, given["frames"].mean(axis=0), TASKS).train()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        read = network.below(sentences)
    layers = network.layers[KEPT:]
    rates = [(layer, RATE * DECAY ** (len(layers) - 1 - n)) for n, layer in enumerate(layers)]
    groups = [{"params": list(part.parameters()), "most": most} for part, most in [*rates, (network.head, HEAD_RATE)]]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps, step = EPOCHS * -(-len(read) // BATCH), 0
    for epoch in range(EPOCHS):
        start, lost = time.time(), []
        for some in batches(size, rng):
            share = min(1, (step + 1) / (steps * 0.1)) * max(0, (steps - step) / steps)
            for group in optimizer.param_groups:
                group["lr"] = group["most"] * share
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network([read[n] for n in some])
            now = loss(scores, given, weight, some)
            optimizer.zero_grad()
            now.backward()
            nn.utils.clip_grad_norm_([p for group in groups for p in group["params"]], 1.0)
            optimizer.step()
            lost.append(now.item())
            step += 1
        took = f"loss {np.mean(lost):.3f}, {time.time() - start:.0f} s"
        print(f"{name}, epoch {epoch + 1} of {EPOCHS}: {took}", flush=True)
    return network.eval()


def batches(size, rng):
    """Draw batches of sentences of like length, in random order."""
    drawn = rng.permutation(len(size))
    found = []
    for some in np.array_split(drawn, max(1, len(drawn) // (BATCH * 16))):
        some = some[np.argsort(size[some], kind="stable")]
        found += [some[n : n + BATCH] for n in range(0, len(some), BATCH)]
    return [found[n] for n in rng.permutation(len(found))]


def scores(network, sentences):
    """Give the log-odds of all tasks: shape (n, values of all)."""
    found = np.zeros((len(sentences), network.head.out_features), dtype=np.float32)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for some in alike(sentences):
            found[some] = network(network.below([sentences[n] for n in some])).float().numpy()
    return found


def one(name, train, model, rows, seed):
    """Teach on some sentences: the weights of the network."""
    torch.set_num_threads(1)
    base, weights = Base(), how(train)["sample_weight"]
    told = f"{name}, order {seed + 1} of {len(SEEDS)}"
    network = teach(reader(model)(train["text"]), learned_from(train), weights, base, rows, told, seed)
    return {key: value.numpy() for key, value in network.state_dict().items()}


def mean(jobs, rows):
    """Give the network whose weights are the mean of those that were taught."""
    found = [job.result() for job in jobs]
    network = Network(Base(), rows, np.full(len(LABELS), 0.5), TASKS)
    network.load_state_dict({key: torch.tensor(np.mean([one[key] for one in found], axis=0)) for key in found[0]})
    return network.eval()


def reader(model):
    """Give what turns texts into lists of numbers of pieces."""
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
    return lambda texts: [[1, *ids[: MOST - 2], 2] for ids in pieces.encode([calm(text) for text in texts])]


def every(train, model, rows):
    """Teach on all but each fold, and on all: a table of held-out scores, and the network taught on all.

    The scores are those of each sentence, and of those beside it, by a network that had not seen its document.
    """
    folds, read = list(GroupKFold(FOLDS, shuffle=True, random_state=0).split(train, groups=train["doc"])), reader(model)
    some = {f"fold {n} of {FOLDS}": train.iloc[known] for n, (known, _) in enumerate(folds, 1)} | {"all": train}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        jobs = [[pool.submit(one, name, rest, model, rows, seed) for seed in SEEDS] for name, rest in some.items()]
        tables = []
        for (_, unknown), job in zip(folds, jobs[:-1], strict=True):
            held = train.iloc[unknown]
            asked = sorted({text for column in ("text", *BESIDE) for text in held[column] if text})
            found = scores(mean(job, rows), read(asked))
            tables.append(pd.DataFrame(found, columns=columns(), index=keys(asked)))
        table = pd.concat(tables)
        return table[~table.index.duplicated()].sort_index(), mean(jobs[-1], rows)


def sample(train):
    return train["text"].iloc[:: max(1, len(train) // 300)].tolist()


def keys(texts):
    return pd.Index([sha1_of(text) for text in texts], name="sha1")


def columns():
    return [f"{task} {value}" for task, values in TASKS.items() for value in values]


def arrays_of(network, base, model, rows):
    """Give what is stored: as :mod:`rahmen.coders.taught` reads it."""
    bits, factor = base.blocks("emb.word")
    blocks = base.width // 32
    found = {
        "pieces": np.frombuffer(model, dtype=np.uint8), "pieces.bits": bits.reshape(-1, blocks * 16)[rows],
        "pieces.scale": factor.reshape(-1, blocks)[rows], "place": network.place[:MOST],
        "norm": _both(network.norm),
    }  # fmt: skip
    for n, layer in enumerate(network.layers):
        for whole in dict.fromkeys(PARTS.values()):
            own = [getattr(layer, name) for name, part in PARTS.items() if part == whole]
            matrix = np.concatenate([part.weight.detach().numpy() for part in own])
            found[f"{n}.{whole}"], found[f"{n}.{whole}.scale"] = pack(matrix)
            found[f"{n}.{whole}.bias"] = np.concatenate([part.bias.detach().numpy() for part in own])
        found |= {f"{n}.norm1": _both(layer.norm1), f"{n}.norm2": _both(layer.norm2)}
    weights, bias, start = network.head.weight.detach().numpy() * base.width**0.5, network.head.bias.detach().numpy(), 0
    for task, values in TASKS.items():
        found[f"head.{task}"] = weights[start : start + len(values)].T
        found[f"head.{task}.bias"] = bias[start : start + len(values)]
        start += len(values)
    return {name: np.ascontiguousarray(array) for name, array in found.items()}


def _both(norm):
    return np.stack([norm.weight.detach().numpy(), norm.bias.detach().numpy()])


def store(arrays, train):
    taught = training_hash(train, ["text", "frames", "sentiment", "status", "voice"])
    write(MODELS / "encoder.safetensors", arrays, {
        "kind": "encoder", "name": f"e5-small-frames-{taught[:8]}", "dimensions": arrays["norm"].shape[1],
        "training": taught, "sentences": len(train), "heads": TASKS, "sha256": digest(arrays),
    })  # fmt: skip


def main():
    options = arguments(__doc__)
    train, _ = parts(coded(options.data))
    base = Base()
    model, rows = german_pieces(base, train["text"].tolist())
    print(f"teaching on {len(train)} sentences; {len(rows)} of {len(base.pieces)} pieces kept", flush=True)
    held, network = every(train, model, rows)
    held.round(2).reset_index().to_parquet(HELD, index=False)
    arrays, told = arrays_of(network, base, model, rows), scores(network, reader(model)(sample(train)))
    store(arrays, train)
    encoder = FrameEncoder()
    vectors, start = encoder.encode(sample(train)), 0
    for task, values in TASKS.items():  # 8 bits shift all sentences alike: brought back
        _, weights, bias = encoder.heads[task]
        shift = (told[:, start : start + len(values)] - vectors @ weights - bias).mean(axis=0)
        arrays[f"head.{task}.bias"] = (bias + shift).astype(np.float32)
        start += len(values)
        print(f"{task}: shifted by up to {np.abs(shift).max():.3f}")
    store(arrays, train)


if __name__ == "__main__":
    main()
