"""Détente reads news and keeps an auditable record of relations between states."""

__version__ = "0.1.0"
