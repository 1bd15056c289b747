"""Charts as pure geometry, one file a chart: floats and finished labels in, a Drawing out."""
