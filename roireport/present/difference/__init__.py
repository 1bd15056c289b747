"""What changed between two versions of an engagement, and why: as texts, and as a document."""
