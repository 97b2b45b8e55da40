"""Batch evaluation: labelled packets go in, scores, errors and their pages come out."""
