"""Trains the shipped parser: `python -m quizzes.generation.language.training TREEBANK_FOLDER`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import torch

from quizzes.generation.language.parser import Parser, shapes
from quizzes.generation.language.parser.analyser import MOST_WORDS
from quizzes.generation.language.parser.pieces import Pieces

from . import source
from .batches import Batches, Labels, fits
from .export import save
from .learning import learn
from .measures import figures
from .network import Heads, Network
from .treebank import read

_MODEL = Path(__file__).parents[1] / "model"
_VOCABULARY = _MODEL / "vocabulary.txt"


def main() -> None:
    """Read the treebank, train, write the weights after each round and measure what was written."""
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    dev, test = (read(options.treebank / f"{name}.conllu") for name in ("dev", "test"))
    network, batches, labels = _start(options.treebank)
    began = time.monotonic()

    def after(epoch: int, loss: float) -> None:
        _export(options.out, network, labels)
        found = figures(Parser(options.out, _VOCABULARY), dev)
        _say(f"round {epoch}, {time.monotonic() - began:.0f} s, loss {loss:.3f}, dev: {found}")

    learn(network, batches, options.epochs, options.seed, after)
    _say(f"test: {figures(Parser(options.out, _VOCABULARY), test)}")


def _start(treebank: Path) -> tuple[Network, Batches, Labels]:
    sentences, pieces = read(treebank / "train.conllu"), Pieces(_VOCABULARY)
    labels = Labels.of(sentences)
    usable = [s for s in sentences if len(s.words) <= MOST_WORDS and fits(s, pieces)]
    heads = Heads(len(labels.relations), len(labels.tags), len(labels.parts))
    return Network(source.encoder(shapes.COUNT), heads), Batches(usable, labels, pieces), labels


def _export(path: Path, network: Network, labels: Labels) -> None:
    tensors = {name: tensor.float().numpy() for name, tensor in network.state_dict().items()}
    save(path, tensors, {name: " ".join(which) for name, which in vars(labels).items()})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path, help="the folder with train, dev and test.conllu")
    parser.add_argument("--epochs", type=int, default=8, help="rounds through the treebank")
    parser.add_argument("--out", type=Path, default=Path("english.safetensors"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
