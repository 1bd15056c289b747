"""What changed between two states of an engagement's inputs, and which part of each figure's change is due to what."""
