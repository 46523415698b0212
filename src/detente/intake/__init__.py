"""The world to articles: files, folders, pages and standard input, cleaned of furniture."""
