"""Samples, gold, training and batch evaluation; stands on the extractor."""
