"""The challenges: what could be wrong with a result, each rule apart from how it is shown."""
