"""`Document` → spaCy `Doc`: the language model, and the names that the lexicons know."""
