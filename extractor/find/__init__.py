"""A scope goes in, facts come out: values with the words they were read from."""
