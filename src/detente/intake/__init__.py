"""The world to articles: files, folders, pages and standard input, cleaned of furniture.

    from detente.intake.sources import open_sources

The way of one source: ``sources`` (what is it?) -> ``contents`` (bytes to
characters) -> ``pages`` | ``furniture`` | ``jsonl`` (characters to a draft)
-> ``drafts`` (draft to article, with the last checks).
"""
