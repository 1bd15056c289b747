"""How a language writes: words, numbers, texts that know what they quote."""
