"""Make a report again from what its PDF carries, and compare."""
