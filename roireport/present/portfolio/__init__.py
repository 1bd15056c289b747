"""All engagements together."""
