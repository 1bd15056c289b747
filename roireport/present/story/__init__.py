"""What sections and charts share: the situation of an engagement, its findings, the outline of a report."""
