"""Charts as pure geometry: one file a chart, each from an input of floats and finished labels to a Drawing."""
