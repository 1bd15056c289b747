"""From rendered pages to the site: written aside, then put in place at once."""
