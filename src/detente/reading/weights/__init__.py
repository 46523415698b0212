"""The trained weights that ship with the package; made by ``make train``."""
