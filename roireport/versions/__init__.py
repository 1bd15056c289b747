"""What git knows of an engagement."""
