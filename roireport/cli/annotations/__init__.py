"""What `check` finds, in the formats that services and editors show beside the lines of a file."""
