"""One revision a module, in the order of their numbers; a shipped one never changes."""
