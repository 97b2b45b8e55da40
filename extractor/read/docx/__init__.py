"""Word documents: the package in, laid-out pages out."""
