"""Readings to the formats that users bring and expect."""
