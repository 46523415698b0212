"""What the field knows, as data: PLOVER and CAMEO, states, organisations, sectors, leaders."""
