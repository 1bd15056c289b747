"""What a page says: sentences, formats and views, made from the results and nothing else."""
