"""Writes rendered pages into a new site, which replaces the old one at once."""
