"""The nouns of an engagement: frozen values that know where they were written."""
