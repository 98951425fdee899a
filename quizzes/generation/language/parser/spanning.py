"""The best tree: a maximum spanning tree with a single root (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Heads = npt.NDArray[np.intp]
_NEVER = -1e12


def best_tree(scores: Scores) -> list[int]:
    """The head of each node in the tree of the greatest sum; `scores[d, h]`, node 0 is the root.

    Only one node hangs on the root: each arc from it costs more than all others can differ.
    """
    scores = scores.astype(np.float64)
    np.fill_diagonal(scores, _NEVER)
    best: list[int] = scores.argmax(axis=1).tolist()
    best[0] = 0
    if best[1:].count(0) == 1 and not _cycle(best):
        return best  # nineteen sentences of twenty
    spread = float(scores[1:].max() - scores[1:].min()) if len(scores) > 1 else 0.0
    scores[:, 0] -= (spread + 1.0) * len(scores)
    return [int(head) for head in _tree(scores)]


def _tree(scores: Scores) -> Heads:
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if not cycle:
        return heads
    rest = [node for node in range(len(scores)) if node not in cycle]
    inside, outside = np.array(cycle), np.array(rest)
    # Breaking the cycle at a node costs the arc that it has there.
    entering = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None]
    leaving = scores[np.ix_(outside, inside)]
    shrunk = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
    shrunk[:-1, :-1] = scores[np.ix_(outside, outside)]
    shrunk[-1, :-1], shrunk[:-1, -1] = entering.max(axis=0), leaving.max(axis=1)
    return _opened(heads, _tree(shrunk), inside, outside, entering, leaving)


def _opened(
    heads: Heads, shrunk: Heads, inside: Heads, outside: Heads, entering: Scores, leaving: Scores
) -> Heads:
    """Put the nodes of a cycle back where one node stood for them."""
    whole = heads.copy()
    for place, node in enumerate(outside[1:], start=1):
        head = shrunk[place]
        whole[node] = inside[leaving[place].argmax()] if head == len(outside) else outside[head]
    came_from = shrunk[-1]
    whole[inside[entering[:, came_from].argmax()]] = outside[came_from]
    return whole


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of one cycle, or none."""
    seen_from = [0] * len(heads)
    for start in range(1, len(heads)):
        node, path = start, []
        while node and not seen_from[node]:
            seen_from[node] = start
            path.append(node)
            node = heads[node]
        if node and seen_from[node] == start:
            return path[path.index(node) :]
    return []
