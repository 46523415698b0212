"""How right the reader is: gold in three forms, scores, tables and errors."""
