"""What is wrong with the input: a code, a place, and the facts that its sentences need."""
