"""A PDF in, numbered pages out: text layer, its quality, forms, tables, structure."""
