"""Seeded, labelled packets: texts, papers, scan damage."""
