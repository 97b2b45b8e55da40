"""Bytes of an untrusted upload go in, an evidenced report comes out."""

VERSION = "0.1.0"
