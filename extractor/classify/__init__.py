"""Facts go in; instrument type, jurisdiction and demand categories come out."""
