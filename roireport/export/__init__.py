"""A workbook whose formulas recompute the results of an engagement from its inputs."""
