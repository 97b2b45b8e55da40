"""What `tecum rules` does: list, show, test, lint, cover, replay and document rules."""
