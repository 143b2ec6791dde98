"""A reader's own CSV -> problems, pictures, lists and files; run as a process that ends with its answer.

See `documents.make_process` for why, and `documents.make` for the page.
"""
