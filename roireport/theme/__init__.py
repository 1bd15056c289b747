"""A firm's own templates: lists, copies and checks."""
