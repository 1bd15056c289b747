"""The formulas: one a function, each with its source; pure, exact, and traceable to its inputs."""
