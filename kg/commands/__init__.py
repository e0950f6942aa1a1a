"""What the commands do: each a thin twin of a function of `kg`. Their order in the help is that of `kg.cli`."""
