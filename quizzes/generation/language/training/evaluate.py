"""Measures the shipped parser: `python -m quizzes.generation.language.training.evaluate TREEBANK_FOLDER`."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from quizzes.generation.language.parser import Parser

from .measures import figures
from .raw import on_raw_text
from .treebank import read

_MODEL = Path(__file__).parents[1] / "model"


def main() -> None:
    """Print accuracy on words as people split them and on raw text, speed and memory."""
    options = _options()
    threadpool_limits(limits=1, user_api="blas")  # as the app does
    began = time.process_time()
    parser = Parser(options.weights, _MODEL / "vocabulary.txt")
    _say(f"read in {time.process_time() - began:.2f} s of CPU")
    for name in ("dev", "test"):
        sentences = read(options.treebank / f"{name}.conllu")
        began = time.process_time()
        _say(f"{name}: {figures(parser, sentences)}")
        words = sum(len(sentence.words) for sentence in sentences)
        _say(f"{name}: {words / (time.process_time() - began):.0f} words a second of CPU")
        found, arcs = on_raw_text(parser, sentences)
        _say(f"{name}, raw text: words F1 {found:.2%}, words with head and relation F1 {arcs:.2%}")
    _say(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory at most")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path, help="the folder with dev and test.conllu")
    parser.add_argument("--weights", type=Path, default=_MODEL / "english.safetensors")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
