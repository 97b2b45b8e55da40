"""The steps from an empty database to the present model, in order."""
