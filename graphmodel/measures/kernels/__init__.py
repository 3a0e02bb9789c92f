"""Count on arrays: the one place where measures leave networkx for numpy, scipy and rustworkx."""
