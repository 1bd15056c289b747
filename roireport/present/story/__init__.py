"""Shared by sections and charts: the situation, the findings and the outline of a report."""
