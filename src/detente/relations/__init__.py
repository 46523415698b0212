"""Relations between states: distinct events, series, turning points, ledger; pure functions."""
