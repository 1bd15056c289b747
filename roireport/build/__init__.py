"""Build the site of a workspace: plan, load what is cached, render the rest, publish."""
