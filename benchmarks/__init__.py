"""Accuracy and speed, each one command; outputs are kept in ``results/``."""
