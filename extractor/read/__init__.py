"""Bytes of an upload in, a Document out; parsing happens in a child process."""
