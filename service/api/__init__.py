"""The JSON interface under /v1, health and metrics."""
