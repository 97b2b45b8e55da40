"""Where cases live: one typed model on SQLite and PostgreSQL, blobs, an audit chain."""
