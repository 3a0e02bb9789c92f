"""Where a graph lies to be asked: one small port, two engines."""
