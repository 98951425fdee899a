"""The network in the form that learns; its parameters are named as the run time's weights are."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from quizzes.generation.language.parser.encoder import HEADS

SIZE, WIDE, ARC, RELATION = 384, 1536, 256, 96
PIECE_DROPOUT, WORD_DROPOUT = 0.1, 0.33


class Inputs(NamedTuple):
    """A batch: pieces with their shapes, and where each word's first and last piece stands."""

    pieces: Tensor
    shapes: Tensor
    is_piece: Tensor
    first: Tensor
    last: Tensor


class Layer(nn.Module):
    """Attention, then two products with a bend between them."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(SIZE, SIZE) for _ in range(3))
        self.mixed, self.wide, self.narrow = (
            nn.Linear(SIZE, SIZE),
            nn.Linear(SIZE, WIDE),
            nn.Linear(WIDE, SIZE),
        )
        self.first, self.second = (nn.LayerNorm(SIZE, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(PIECE_DROPOUT)

    def forward(self, x: Tensor, is_piece: Tensor) -> Tensor:
        x = self.first(x + self.dropout(self.mixed(self._attention(x, is_piece))))
        wide = functional.gelu(self.wide(x), approximate="tanh")
        return self.second(x + self.dropout(self.narrow(wide)))

    def _attention(self, x: Tensor, is_piece: Tensor) -> Tensor:
        sentences, length, _ = x.shape
        query, key, value = (
            seen(x).view(sentences, length, HEADS, -1).transpose(1, 2)
            for seen in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(
            query,
            key,
            value,
            attn_mask=is_piece[:, None, None, :],
            dropout_p=PIECE_DROPOUT if self.training else 0.0,
        )
        return mixed.transpose(1, 2).reshape(sentences, length, SIZE)


class Encoder(nn.Module):
    """MiniLM with a vector for how a word is written; its tables of words and places stay frozen."""

    def __init__(self, words: int, places: int, layers: int, shapes: int) -> None:
        super().__init__()
        self.words = nn.Parameter(torch.zeros(words, SIZE), requires_grad=False)
        self.places = nn.Parameter(torch.zeros(places, SIZE), requires_grad=False)
        self.segment = nn.Parameter(torch.zeros(SIZE))
        self.shapes = nn.Parameter(torch.randn(shapes, SIZE) * 0.02)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.dropout = nn.Dropout(PIECE_DROPOUT)

    def forward(self, inputs: Inputs) -> Tensor:
        places = self.places[: inputs.pieces.shape[1]] + self.segment
        x = self.words[inputs.pieces] + places + self.shapes[inputs.shapes]
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, inputs.is_piece)
        return x


class Heads(nn.Module):
    """Biaffine attention (Dozat and Manning 2017) and two taggers."""

    def __init__(self, relations: int, tags: int, parts: int) -> None:
        super().__init__()
        self.arc_head, self.arc_below = nn.Linear(SIZE, ARC), nn.Linear(SIZE, ARC)
        self.relation_head, self.relation_below = (
            nn.Linear(SIZE, RELATION),
            nn.Linear(SIZE, RELATION),
        )
        self.arc = nn.Parameter(nn.init.orthogonal_(torch.zeros(ARC + 1, ARC)))
        self.relation = nn.Parameter(
            nn.init.xavier_uniform_(torch.zeros(relations, RELATION + 1, RELATION + 1))
        )
        self.tags, self.parts = nn.Linear(SIZE, tags), nn.Linear(SIZE, parts)
        self.dropout = nn.Dropout(WORD_DROPOUT)

    def arcs(self, words: Tensor) -> Tensor:
        """A score for each word on each head: sentence, word, head."""
        below = _and_one(self._look(self.arc_below, words))
        return below @ self.arc @ self._look(self.arc_head, words).transpose(1, 2)

    def relations(self, below: Tensor, heads: Tensor) -> Tensor:
        """Scores for the relations between words and their heads, given pair by pair."""
        below = _and_one(self._look(self.relation_below, below))
        heads = _and_one(self._look(self.relation_head, heads))
        count, size = below.shape
        mixed = below @ self.relation.transpose(0, 1).reshape(size, -1)
        return (mixed.view(count, -1, size) @ heads[:, :, None])[:, :, 0]

    def _look(self, layer: nn.Module, words: Tensor) -> Tensor:
        return self.dropout(functional.leaky_relu(layer(words), 0.1))


class Network(nn.Module):
    """The encoder and the heads on the vectors of words."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads

    def words(self, inputs: Inputs) -> Tensor:
        """A vector for each word: the mean of its first and its last piece."""
        x = self.encoder(inputs)
        sentence = torch.arange(len(x))[:, None]
        return self.heads.dropout((x[sentence, inputs.first] + x[sentence, inputs.last]) / 2)


def _and_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)
