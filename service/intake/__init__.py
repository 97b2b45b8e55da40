"""From bytes on the wire to an accepted request: staged, stored, queued."""
