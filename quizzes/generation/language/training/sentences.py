"""Writes the weights of the sentence encoder: `python -m quizzes.generation.language.training.sentences`.

They are MiniLM's own layers as small integers; the tables of words and places, which the parser
keeps unchanged, are read from the parser's file.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from . import source
from .export import save

OUT = Path(__file__).parents[1] / "model" / "sentences.safetensors"
_SHARED = ("words", "places")


def main() -> None:
    """Export the encoder as it was published, without the shared tables and without shapes."""
    tensors = {
        f"encoder.{name}": tensor.detach().numpy()
        for name, tensor in source.encoder(shapes=1).state_dict().items()
        if name not in _SHARED
    }
    tensors["encoder.shapes"] = np.zeros_like(tensors["encoder.shapes"])
    save(OUT, tensors, {})
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
