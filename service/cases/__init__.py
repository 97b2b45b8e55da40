"""What a case is: states, corrections, decisions, roles. No database, no web."""
