"""What all tests share."""

from hypothesis import settings

# A busy machine is no failure: no test has a time limit an example.
settings.register_profile("detente", deadline=None)
settings.load_profile("detente")
