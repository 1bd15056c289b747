"""The versions of engagements, in words."""
