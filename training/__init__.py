"""The corpus and the one command that makes the reader's weights from it."""
