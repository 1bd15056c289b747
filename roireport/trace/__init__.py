"""From a published figure back to the lines it was made from."""
