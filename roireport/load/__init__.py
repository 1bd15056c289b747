"""Bytes → located tree → an engagement, or every problem of it: the one door for files that people write."""
