"""The network of the taught encoder, in PyTorch: the layers of the base, of which the upper ones learn."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.base import PARTS

KEPT, DROP = 4, 0.1
"""So many layers stay as they are; in those above this share of numbers is dropped while they learn."""


class Layer(nn.Module):
    """One layer of attention, from the weights of the base."""

    def __init__(self, base, place):
        super().__init__()
        self.heads, width, wide = base.heads, base.width, base.wide
        for name in PARTS:
            rows, columns = (wide if name == "fi" else width), (wide if name == "fo" else width)
            part = nn.Linear(columns, rows)
            part.weight.data = torch.tensor(base.matrix(f"l{place}.{name}.w", columns))
            part.bias.data = torch.tensor(base.vector(f"l{place}.{name}.b"))
            setattr(self, name, part)
        self.norm1, self.norm2 = (_norm(base, f"l{place}.{name}") for name in ("aln", "oln"))

    def forward(self, x, mask, drop):
        n, length, width = x.shape
        query, key, value = (
            getattr(self, name)(x).view(n, length, self.heads, -1).transpose(1, 2) for name in ("q", "k", "v")
        )
        weights = (query @ key.transpose(2, 3)).float() * (width // self.heads) ** -0.5
        weights = weights.masked_fill(~mask[:, None, None, :], -1e9).softmax(-1).to(value.dtype)
        x = self.norm1(x + self.ao((weights @ value).transpose(1, 2).reshape(n, length, width)))
        wide = functional.gelu(self.fi(x), approximate="tanh")
        return self.norm2(x + functional.dropout(self.fo(wide), drop, self.training))


def _norm(base, name):
    norm = nn.LayerNorm(base.width, eps=1e-12)
    norm.weight.data, norm.bias.data = (torch.tensor(base.vector(f"{name}.{part}")) for part in ("w", "b"))
    return norm


class Network(nn.Module):
    """The base, its upper layers open to learning, with a linear head for all tasks."""

    def __init__(self, base, rows, prior, tasks):
        super().__init__()
        self.words = base.matrix("emb.word", base.width)[rows]
        self.place = base.vector("emb.pos").reshape(-1, base.width) + base.vector("emb.type")[: base.width]
        self.norm = _norm(base, "emb.ln")
        self.layers = nn.ModuleList(Layer(base, n) for n in range(base.layers))
        for part in (self.norm, *self.layers[:KEPT]):
            part.requires_grad_(False)
        self.head = nn.Linear(base.width, sum(map(len, tasks.values())))
        self.head.weight.data.normal_(0, 0.02)
        self.head.bias.data.zero_()
        self.head.bias.data[: len(prior)] = torch.tensor(np.log(prior / (1 - prior)))

    @torch.no_grad()
    def below(self, sentences):
        """Read sentences, lists of numbers of pieces, as far as nothing is learned: for each a tensor (pieces, d)."""
        found = [None] * len(sentences)
        for some in alike(sentences):
            rows = [sentences[n] for n in some]
            x, mask = _even([torch.tensor(self.words[ids] + self.place[: len(ids)]) for ids in rows])
            x = self.norm(x)
            for layer in self.layers[:KEPT]:
                x = layer(x, mask, 0.0)
            for n, ids, row in zip(some, rows, x, strict=True):
                found[n] = row[: len(ids)].bfloat16().clone()
        return found

    def forward(self, read):
        """Give the log-odds of what :meth:`below` gave."""
        drop = DROP if self.training else 0.0
        x, mask = _even(read)
        x = x.float()
        for layer in self.layers[KEPT:]:
            x = layer(x, mask, drop)
        mean = (x.float() * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        vector = functional.normalize(mean) * mean.shape[1] ** 0.5
        return self.head(functional.dropout(vector, drop, self.training))


def _even(rows):
    """Put sentences of unlike length into one tensor, and tell where they have pieces."""
    mask = nn.utils.rnn.pad_sequence([torch.ones(len(row), dtype=torch.bool) for row in rows], batch_first=True)
    return nn.utils.rnn.pad_sequence(rows, batch_first=True), mask


def alike(sentences, size=128):
    """Give numbers of sentences in heaps of like length."""
    order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
    return [order[n : n + size] for n in range(0, len(order), size)]
