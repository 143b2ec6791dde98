"""Other people's formats in and out: CSV and JSON tables, a zip for archives, JSON-LD, TimelineJS and Wikidata."""
