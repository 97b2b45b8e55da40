"""The closed vocabularies as data, each entry with its own examples."""
