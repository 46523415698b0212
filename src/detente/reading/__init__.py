"""Article to reading: sentences, the trained reader, actors, dates, one event told twice."""
