"""A packet goes in, a verdict comes out: findings, obligations, disposition."""
