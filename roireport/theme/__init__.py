"""A firm's own templates: which there are, copies to begin with, and what is wrong with them."""
