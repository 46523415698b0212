"""The schema's history, one revision a module of ``versions``; ``opening`` runs them."""
