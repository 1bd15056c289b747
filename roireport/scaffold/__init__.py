"""Write new workspaces and engagements, and add to them: never over a file that exists, and all of it or nothing."""
