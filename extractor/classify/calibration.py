"""Scores to probabilities that mean what they say, and how far they are off."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


def softmax(scores: Scores, temperature: float = 1.0) -> Scores:
    """Probabilities along the last axis; a high temperature makes them modest."""
    scaled = scores / temperature
    risen = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    total: Scores = risen / risen.sum(axis=-1, keepdims=True)
    return total


def fit_temperature(scores: Scores, truth: NDArray[np.int64]) -> float:
    """The temperature that makes the truth likeliest, by search on a fixed grid."""
    grid = np.geomspace(0.2, 8.0, 120)
    losses = [log_loss(softmax(scores, float(t)), truth) for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 3)


def log_loss(probabilities: Scores, truth: NDArray[np.int64]) -> float:
    """Mean negative log-likelihood of the truth."""
    told = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(np.clip(told, 1e-12, 1)).mean())
