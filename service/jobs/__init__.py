"""Durable work: what is queued is done once, whatever dies on the way."""
