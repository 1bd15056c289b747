"""From results to the numbers and labels of a chart."""
