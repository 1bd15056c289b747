"""The sections of a report, one file each, and what they share."""
