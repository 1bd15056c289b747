"""Views to HTML and PDF: the one door for Jinja2, Markdown and WeasyPrint."""
