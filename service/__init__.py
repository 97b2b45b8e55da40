"""The portal and the workbench; stands on the extractor."""
