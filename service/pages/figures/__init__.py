"""Figures: what was done, how fast, how well the machine did; plots and tables."""
