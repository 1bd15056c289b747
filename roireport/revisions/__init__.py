"""A workspace at an earlier commit, computed with today's tool, and how it differs from a later one."""
