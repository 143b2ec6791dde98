"""Words that a reader types -> the events that hold them, best first; forgiving of slips in names."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from timeline.problems_spelling import Speller

Rows = npt.NDArray[np.int64]

COLUMNS: Final = {
    "title": 10.0,
    "aliases": 8.0,
    "place": 4.0,
    "author": 4.0,
    "publisher": 3.0,
    "summary": 2.0,
    "themes": 1.0,
    "date": 1.0,
    "date_note": 1.0,
}
"""What is searched, and how much a word counts there."""
QUERY_LIMIT: Final = 300
WORD_LIMIT: Final = 16
BATCH: Final = 20_000
# Words that say nothing by themselves: asked for only when nothing else is.
SMALL_WORDS: Final = frozenset(
    ["a", "an", "and", "at", "by", "did", "for", "from", "how", "in", "is", "it", "of", "on", "or", "that", "the", "to"]
    + ["was", "were", "what", "when", "where", "who", "why", "with"]
)
TOKENS: Final = "porter unicode61 remove_diacritics 2"
SHORTEST: Final = 4
"""Letters of the shortest word that is corrected."""
CHOICES: Final = 4
WORDS: Final = re.compile(r"[^\W_]+")


class SearchIndex:
    """An index in memory over the events; `search` may be called from any thread."""

    def __init__(self, events: pd.DataFrame) -> None:
        """Reads the columns of COLUMNS from the frame; a row of the frame is what `search` gives back."""
        self._columns = {name: pa.array(events[name], type=pa.large_string()) for name in COLUMNS if name in events}
        self._size = len(events)
        self._lock = threading.Lock()
        self._speller: Speller | None = None
        # One connection for all threads, used under the lock: a private one each would mean an index each. In memory it
        # holds no file and no lock, so a process that forks between two searches hands it on whole.
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._build()

    def _build(self) -> None:
        names = ", ".join(self._columns)
        slots = ", ".join("?" * (len(self._columns) + 1))
        db = self._db
        db.execute(f"CREATE VIRTUAL TABLE words USING fts5({names}, content='', tokenize='{TOKENS}')")
        db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(words, row)")
        db.execute(f"CREATE VIRTUAL TABLE typed USING fts5(word, tokenize='{TOKENS}')")
        db.execute("CREATE VIRTUAL TABLE typed_terms USING fts5vocab(typed, row)")
        db.execute("INSERT INTO words(words, rank) VALUES ('hashsize', 67108864)")
        db.executemany(f"INSERT INTO words(rowid, {names}) VALUES ({slots})", self._documents())
        db.commit()
        self._rank = ", ".join(str(COLUMNS[name]) for name in self._columns)

    def _documents(self) -> Iterator[tuple[object, ...]]:
        for start in range(0, self._size, BATCH):
            cells = [column.slice(start, BATCH).to_pylist() for column in self._columns.values()]
            yield from zip(range(start, start + len(cells[0])), *cells, strict=True)

    def speller(self) -> Speller:
        """The words of the index, to correct others by; made when first asked for."""
        with self._lock:
            if self._speller is None:
                # Of words equally near, the more frequent is meant.
                terms = self._db.execute("SELECT term FROM terms WHERE term NOT GLOB '[0-9]*' ORDER BY doc DESC")
                self._speller = Speller(term for (term,) in terms if len(term) >= SHORTEST - 1)
            return self._speller

    def search(self, query: str, limit: int | None = None) -> Rows:
        """Rows of the events that hold every word of the query, best first; the last word may be unfinished.

        When no event does, words that occur nowhere are read as the nearest word that does.
        """
        words = self._words(query)
        if not words or not self._size or (limit is not None and limit <= 0):
            return np.zeros(0, np.int64)
        found = self._match(words, limit)
        if not len(found):
            corrected = self._corrected(words)
            if corrected != [[word] for word in words]:
                found = self._match_any(corrected, limit)
        return found

    @staticmethod
    def _words(query: str) -> list[str]:
        words = WORDS.findall(query[:QUERY_LIMIT].casefold())[:WORD_LIMIT]
        telling = [word for word in words[:-1] if word not in SMALL_WORDS]
        # The last word may be the start of a longer one: `the` of `theatre`.
        return [*telling, *words[-1:]] if not telling or words[-1] not in SMALL_WORDS else telling

    def _match(self, words: list[str], limit: int | None) -> Rows:
        return self._match_any([[word] for word in words], limit)

    def _match_any(self, choices: list[list[str]], limit: int | None) -> Rows:
        """Rows that hold, for each list of choices, one of its words; the last list's words may go on."""
        # The tokenizer may cut a word further, and detail=column knows no phrases: such a query finds nothing.
        terms = [" OR ".join(f'"{word}"' for word in words) for words in choices]
        terms[-1] = " OR ".join(f'"{word}" OR "{word}" *' for word in choices[-1])
        sql = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, {self._rank}), rowid LIMIT ?"
        asked = " AND ".join(f"({term})" for term in terms)
        with self._lock:
            try:
                rows = self._db.execute(sql, (asked, -1 if limit is None else limit)).fetchall()
            except sqlite3.Error:
                return np.zeros(0, np.int64)
        return np.array([row for (row,) in rows], np.int64)

    def _corrected(self, words: list[str]) -> list[list[str]]:
        """For each word the words to look for in its place: itself when it is found, else those it may be a slip of."""
        return [[word] if len(self._match([word], 1)) else (self._near(word) or [word]) for word in words]

    def _near(self, word: str) -> list[str]:
        """The words of the index nearest to this one: within one slip of a short word, two from six letters on."""
        if len(word) < SHORTEST:
            return []
        with self._lock:
            # The index holds stems, so the stem of what was typed is what may be near to one.
            self._db.execute("DELETE FROM typed")
            self._db.execute("INSERT INTO typed VALUES (?)", (word,))
            stem = self._db.execute("SELECT term FROM typed_terms").fetchone()
        wanted = stem[0] if stem else word
        found = self.speller().near(wanted, 2 if len(word) >= 6 else 1)
        # A slip seldom falls on the first letter: `wanger` is Wagner before it is danger.
        ranks = [(slips, term[:1] != wanted[:1]) for slips, term in found]
        return [term for (_, term), rank in zip(found, ranks, strict=True) if rank == ranks[0]][:CHOICES]
