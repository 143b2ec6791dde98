"""Every kind of broken CSV that people hand over, with the whole of what they are told: the format's documentation."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.builders import TODAY
from timeline import reading
from timeline.problems import CatalogueError

HEAD = "id,kind,title,date\n"
WAR = "war,history,The war,1942\n"
TALE = HEAD + WAR + "now,today,Now,2022\nnews,report,The news,2023-01-01\nold,report,An old paper,1930\n"
LINKED = "id,kind,title,date,url\n"
PLACED = "id,kind,title,date,lat,lon\n"
COLUMN_URL = "war,history,The war,1942,"


@dataclass(frozen=True)
class Case:
    """A broken folder, and the lines that `timeline check` prints for it."""

    name: str
    said: list[str]
    events: str | bytes = TALE
    citations: str | bytes | None = None
    stories: str | bytes | None = None

    def lines(self) -> list[str]:
        """What is said of the folder, warnings and notes included."""
        contents = {}
        for key in ("events", "citations", "stories"):
            text = getattr(self, key)
            if text is not None:
                contents[key] = (f"{key}.csv", text.encode() if isinstance(text, str) else text)
        try:
            return [str(problem) for problem in reading.read_files(contents, today=TODAY).problems]
        except CatalogueError as error:
            return [str(problem) for problem in error.problems]


SHAPE = [
    Case("an empty file", ["events.csv: the file is empty. Its first line should be id,kind,title,date."], ""),
    Case(
        "a file of blanks",
        ["events.csv: the file is empty. Its first line should be id,kind,title,date."],
        "\n \r\n\t\n",
    ),
    Case(
        "headings and nothing else",
        ["events.csv: warning: there is no event under the headings. Add a row for each event."],
        HEAD,
    ),
    Case(
        "a cell too many",
        ["events.csv:3: 5 cells under 4 headings. Is a comma missing its quotes?"],
        HEAD + WAR + "siege,history,Siege of Leningrad, Russia,1941\n",
    ),
    Case(
        "a cell too few",
        ["events.csv:3: 3 cells under 4 headings. Is a comma missing, or a line break in a cell without quotes?"],
        HEAD + WAR + "siege,history,1941\n",
    ),
    Case(
        "a line of spaces between rows",
        ["events.csv:3: 1 cell under 4 headings. Is a comma missing, or a line break in a cell without quotes?"],
        HEAD + WAR + "  \nsiege,history,Siege,1941\n",
    ),
    Case("a blank line between rows", ["events.csv: note: a blank line was passed over."], HEAD + "\n" + WAR),
    Case(
        "rows of empty cells under the table",
        ["events.csv:3: note: 2 rows of empty cells were passed over."],
        HEAD + WAR + ",,,\n,,,\n",
    ),
    Case("empty columns without heading", [], "id,kind,title,date,,\nwar,history,The war,1942,,\n"),
    Case(
        "a column without heading that holds something",
        [
            (
                "events.csv:1: column 5 has no heading but holds a cell, the first on line 2. "
                "Give it a heading, or empty it."
            )
        ],
        "id,kind,title,date,,\nwar,history,The war,1942,x,\n",
    ),
    Case(
        "a heading twice",
        ["events.csv:1: date: 2 columns have the heading 'date'. Keep one, or rename the others."],
        "id,kind,title,date,date\nwar,history,The war,1942,1943\n",
    ),
    Case(
        "a required column missing",
        ["events.csv:1: date: the column 'date' is missing. Add it to the first line, and a cell to each row."],
        "id,kind,title\nwar,history,The war\n",
    ),
    Case(
        "a required column mistyped",
        ["events.csv:1: title: the column 'title' is missing. Is 'tittle' meant? Write title."],
        "id,kind,tittle,date\nwar,history,The war,1942\n",
    ),
    Case(
        "a required column mistyped so that it is near to another column too",
        ["events.csv:1: title: the column 'title' is missing. Is 'titel' meant? Write title."],
        "id,kind,titel,date\nwar,history,The war,1942\n",
    ),
    Case(
        "a heading in capitals",
        ["events.csv:1: id: the column 'id' is missing. Is 'ID' meant? Write id."],
        "ID,kind,title,date\nwar,history,The war,1942\n",
    ),
    Case(
        "no headings",
        [
            f"events.csv:1: {name}: the column '{name}' is missing. "
            "The first line should hold the headings: id,kind,title,date."
            for name in ("id", "kind", "title", "date")
        ],
        WAR,
    ),
    Case(
        "another file in its place",
        [
            "events.csv:1: these are the headings of citations.csv, and events.csv is wanted here. "
            "Give the folder that holds events.csv."
        ],
        "report,cites,about\nnews,war,\n",
    ),
    Case(
        "an optional column mistyped",
        [
            (
                "events.csv:1: warning: sumary: the column 'sumary' is not one we know; it is kept as it is. "
                "Did you mean 'summary'?"
            )
        ],
        "id,kind,title,date,sumary\nwar,history,The war,1942,A war.\n",
    ),
    Case(
        "a heading that the program uses",
        ["events.csv:1: line: 'line' is a name that the program uses for itself. Rename the column, say to my_line."],
        "id,kind,title,date,line\nwar,history,The war,1942,7\n",
    ),
    Case(
        "a quote never closed",
        [
            (
                "events.csv:2: a quote is opened in this row and never closed. "
                "Close it; a quote inside a cell is written twice. What follows was not read."
            )
        ],
        HEAD + 'war,history,"The war,1942\nsiege,history,Siege,1941\n',
    ),
    Case(
        "a quote closed by the next row's",
        [
            (
                "events.csv:2: a quote is opened in this row and not closed before line 3. "
                'Write a quote inside a quoted cell twice: "". What follows was not read.'
            )
        ],
        HEAD + 'war,history,"The war,1942\nsiege,history,"Siege, long",1941\n',
    ),
    Case(
        "a bare quote in a quoted cell",
        [
            (
                "events.csv:2: a cell goes on after its closing quote. "
                'Write a quote inside a quoted cell twice: "". What follows was not read.'
            )
        ],
        HEAD + 'war,history,"The "great" war",1942\n',
    ),
    Case("a bare quote in a bare cell", [], HEAD + 'gun,history,The 5" gun,1942\n'),
    Case(
        "a cell of 10 MB",
        [
            (
                "events.csv:2: war: title: the cell holds 10,485,760 characters; a spreadsheet's holds at most 32,767. "
                "Is a quote left open? Else shorten it."
            )
        ],
        HEAD + f'war,history,"{"x" * 10_485_760}",1942\n',
    ),
    Case(
        "a cell of 10 MB in a file that needs patience",
        [
            (
                "events.csv:2: a cell that starts on this line is longer than 32,767 characters. "
                "Is a quote left open? What follows was not read."
            )
        ],
        HEAD + f'5" gun,history,"{"x" * 10_485_760}",1942\n',
    ),
]
LETTERS = [
    Case(
        "a NUL byte",
        ["events.csv:3: the line holds a NUL byte, so this is not plain text. Save it as CSV in UTF-8."],
        HEAD + WAR + "siege,history,Si\0ege,1941\n",
    ),
    *(
        Case(
            f"{name} without its mark",
            [
                (
                    f"events.csv: the file is {name} without the mark that says so at its start. "
                    f"Save it as CSV in UTF-8; or: iconv -f {name} -t UTF-8 'events.csv'."
                )
            ],
            TALE.encode(name),
        )
        for name in ("UTF-16LE", "UTF-16BE")
    ),
    *(
        Case(
            f"the sign {name}",
            [
                (
                    f"events.csv:2: warning: war: title: 'The {escape} war' holds a sign that nobody sees: {name}. "
                    "Delete it."
                )
            ],
            HEAD + f"war,history,The {char} war,1942\n",
        )
        for char, escape, name in (
            ("\u202e", r"\u202e", "U+202E, right-to-left override"),
            ("\u2066", r"\u2066", "U+2066, left-to-right isolate"),
            ("\u200b", r"\u200b", "U+200B, zero width space"),
            ("\u200d", r"\u200d", "U+200D, zero width joiner"),
            ("\u200f", r"\u200f", "U+200F, right-to-left mark"),
            ("\ufeff", r"\ufeff", "U+FEFF, zero width no-break space"),
        )
    ),
    Case(
        "an id with a sign that nobody sees",
        [
            r"events.csv:2: warning: w\u200bar: id: 'w\u200bar' holds a sign that nobody sees: "
            "U+200B, zero width space. Delete it.",
            r"events.csv:2: w\u200bar: id: 'w\u200bar' is not a slug: small letters a-z, digits and single hyphens. "
            "Write w-ar.",
        ],
        HEAD + "w\u200bar,history,The war,1942\n",
    ),
    Case(
        "scripts that need joiners and marks",
        [],
        HEAD
        + "war,history,\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u05e9\u05dc\u05d5\u05dd\u200e (\u2018a\u2019),"
        "1942\n"
        "two,history,\U0001f469\u200d\U0001f680 \u2014 \u0915\u094d\u200d\u0937,1943\n",
    ),
    Case(
        "a control character",
        ["events.csv:2: war: title: 'The \\x1b[31mwar' holds a control character. Delete it."],
        HEAD + "war,history,The \x1b[31mwar,1942\n",
    ),
    Case(
        "a letter lost on the way",
        [
            (
                "events.csv:2: warning: war: title: 'Caf\ufffd' holds the sign \ufffd, which stands for a lost letter. "
                "Write the letter anew."
            )
        ],
        HEAD + "war,history,Caf\ufffd,1942\n",
    ),
    Case(
        "Windows-1252",
        [
            (
                "events.csv: warning: the file is not UTF-8; it was read as Windows-1252. "
                "Look at its accented letters, then save it as CSV in UTF-8."
            )
        ],
        (HEAD + "war,history,Café – “the end”,1942\n").encode("cp1252"),
    ),
    Case(
        "Windows-1252 in a UTF-8 file",
        [
            (
                "events.csv:3: the byte 0xE9 is not UTF-8, though other letters of the file are. "
                "Write the letter on this line anew, and save the file as UTF-8."
            )
        ],
        (HEAD + "war,history,Guerre d’été à Prague,1942\n").encode() + b"cafe,history,Caf\xe9,1942\n",
    ),
    Case(
        "no encoding that we know",
        ["events.csv:2: the byte 0x81 is neither UTF-8 nor Windows-1252. Save it as CSV in UTF-8."],
        HEAD.encode() + b"war,history,\x81,1942\n",
    ),
    Case(
        "UTF-16",
        ["events.csv: note: the file is UTF-16; it is read all the same."],
        (HEAD + "war,history,Café,1942\n").encode("utf-16"),
    ),
    Case(
        "broken UTF-16",
        ["events.csv:1: the file says that it is UTF-16, and is not (truncated data). Save it as CSV in UTF-8."],
        (HEAD + WAR).encode("utf-16")[:-1],
    ),
    Case(
        "a spreadsheet's CSV: byte order mark, semicolons, Windows line ends",
        [
            (
                "events.csv: note: the file starts with a byte order mark, has Windows line ends and has semicolons "
                "between cells; it is read all the same."
            )
        ],
        b"\xef\xbb\xbf" + (HEAD + WAR).replace(",", ";").replace("\n", "\r\n").encode(),
    ),
    Case(
        "tabs",
        ["events.csv: note: the file has tabs between cells; it is read all the same."],
        (HEAD + WAR).replace(",", "\t"),
    ),
    Case(
        "old Macintosh line ends",
        ["events.csv: note: the file has old Macintosh line ends; it is read all the same."],
        (HEAD + WAR).replace("\n", "\r"),
    ),
    Case(
        "Excel's line sep=",
        [
            (
                "events.csv: note: the file starts with the line 'sep=;' and has semicolons between cells; "
                "it is read all the same."
            ),
            "events.csv:3: war: kind: 'wart' is not a kind. Write history, today or report.",
        ],
        "sep=;\n" + (HEAD + "war,wart,The war,1942\n").replace(",", ";"),
    ),
    Case(
        "a workbook",
        [
            (
                "events.csv: this is a zip archive or a workbook (.xlsx, .ods), not a CSV. "
                "Open it in a spreadsheet and save the sheet as CSV in UTF-8."
            )
        ],
        b"PK\x03\x04\x14\x00",
    ),
    Case(
        "a web page",
        ["events.csv: this is a web page, not a CSV. Give the address or file of the CSV itself."],
        "<!DOCTYPE html>\n<html><body>Sign in</body></html>",
    ),
]
CELLS = [
    Case(
        "an id twice",
        ["events.csv:4: war: id: 'war' is already the id of line 2. Give one of them another id."],
        HEAD + WAR + "siege,history,Siege,1941\n" + WAR,
    ),
    Case(
        "an id that is no slug",
        [
            (
                "events.csv:2: Order No. 227: id: 'Order No. 227' is not a slug: small letters a-z, digits and single "
                "hyphens. Write order-no-227."
            )
        ],
        HEAD + "Order No. 227,history,Order No. 227,1942\n",
    ),
    Case(
        "an id that the site needs",
        ["events.csv:2: view: id: 'view' is a name that the site uses for itself. Choose another."],
        HEAD + "view,history,A view,1942\n",
    ),
    Case(
        "an id that is a theme",
        ["events.csv:2: warning: war: id: 'war' is also a theme, and one address would show both. Rename one of them."],
        "id,kind,title,date,themes\nwar,history,The war,1942,siege;war\n",
    ),
    Case(
        "empty cells in required columns",
        [
            "events.csv:2: id: the cell is empty. Give the row one.",
            "events.csv:3: b: kind: the cell is empty. Write history, today or report.",
            "events.csv:4: c: title: the cell is empty. Write it, for instance Order No. 227.",
            "events.csv:5: d: date: the cell is empty. Write it, for instance 1942-07-28.",
        ],
        HEAD + ",history,A,1942\nb,,B,1942\nc,history, ,1942\nd,history,D,\n",
    ),
    Case(
        "a mistyped kind",
        ["events.csv:2: war: kind: 'histroy' is not a kind. Did you mean 'history'?"],
        HEAD + "war,histroy,The war,1942\n",
    ),
    Case(
        "themes with spaces and commas",
        [
            (
                "events.csv:2: war: themes: 'Cold War, siege' is not a slug: small letters a-z, digits and "
                "single hyphens. "
                "Write 'cold-war;siege'."
            )
        ],
        'id,kind,title,date,themes\nwar,history,The war,1942,"Cold War, siege"\n',
    ),
    Case(
        "a title too long",
        ["events.csv:2: warning: war: title: 121 characters; at most 120 fit. Shorten it by 1."],
        HEAD + f"war,history,{'é' * 121},1942\n",
    ),
    Case(
        "a title on two lines",
        ["events.csv:2: warning: war: title: holds a line break, and stands on one line. Write a space."],
        HEAD + 'war,history,"The\nwar",1942\n',
    ),
    Case(
        "an article in the title",
        ["events.csv:2: war: title: 1,201 characters; at most 120 fit. Shorten it by 1,081."],
        HEAD + f"war,history,{'x' * 1201},1942\n",
    ),
    Case(
        "a summary too long",
        ["events.csv:2: warning: war: summary: 300 characters; at most 280 fit. Shorten it by 20."],
        f"id,kind,title,date,summary\nwar,history,The war,1942,{'x' * 300}\n",
    ),
    Case(
        "a date of one digit",
        [
            (
                "events.csv:2: order-227: date: '1942-7-28' is not a date we can read; months take two digits. "
                "Write 1942-07-28."
            )
        ],
        HEAD + "order-227,history,Order No. 227,1942-7-28\n",
    ),
    Case(
        "a day that does not exist",
        [
            (
                "events.csv:2: war: date: '1943-02-30' is not a date we can read; "
                "30 February does not exist: February 1943 has 28 days."
            )
        ],
        HEAD + "war,history,The war,1943-02-30\n",
    ),
    Case(
        "a date in words",
        ["events.csv:2: note: war: date: '28 July 1942' is read as 1942-07-28 (28 July 1942)."],
        HEAD + "war,history,The war,28 July 1942\n",
    ),
    Case(
        "a summer that may be years",
        ["events.csv:2: warning: war: date: '1918-22' is read as summer 1918. Write 1918/1922 if you mean the years."],
        HEAD + "war,history,The war,1918-22\n",
    ),
    Case(
        "history in the future",
        [
            (
                "events.csv:2: war: date: '2042' is in the future, and history has happened (today is 1 June 2026). "
                "Check the year, or the kind."
            )
        ],
        HEAD + "war,history,The war,2042\n",
    ),
    Case(
        "a report in the future",
        [
            (
                "events.csv:2: warning: news: date: '2042' is in the future, and this is a report (today is 1 "
                "June 2026). "
                "Check the year."
            )
        ],
        HEAD + "news,report,The news,2042\n",
    ),
    Case(
        "half a place",
        ["events.csv:2: war: lon: half a place: the other coordinate is empty. Give both, or neither."],
        PLACED + "war,history,The war,1942,,20\n",
    ),
    Case(
        "swapped coordinates",
        ["events.csv:2: war: lat: '131.9' is outside -90 to 90. Check the number. Are lat and lon swapped?"],
        PLACED + "war,history,The war,1942,131.9,43.1\n",
    ),
    Case(
        "a decimal comma",
        ["events.csv:2: war: lat: '50,45' has a decimal comma. Write 50.45."],
        PLACED + 'war,history,The war,1942,"50,45",30\n',
    ),
    Case(
        "degrees and minutes",
        ["events.csv:2: war: lon: '43°39′W' is not in decimal degrees. Write -43.65."],
        PLACED + "war,history,The war,1942,-22.9,43°39′W\n",
    ),
    Case(
        "coordinates that are no numbers",
        [
            (
                "events.csv:2: war: lat: 'NaN' is not a number of degrees. "
                "Write decimal degrees such as 48.71, south and west with a minus."
            ),
            (
                "events.csv:2: war: lon: 'inf' is not a number of degrees. "
                "Write decimal degrees such as 48.71, south and west with a minus."
            ),
        ],
        PLACED + "war,history,The war,1942,NaN,inf\n",
    ),
]
KIND_OF_LINK = "and only http and https are followed. Give the page's address."
LINKS = [
    Case(f"the link {cell.strip()!r}", [f"events.csv:2: war: url: {said}"], LINKED + COLUMN_URL + f'"{cell}"\n')
    for cell, said in (
        ("javascript:alert(1)", f"'javascript:alert(1)' is a link of the kind javascript:, {KIND_OF_LINK}"),
        (" JaVa\tScRiPt:alert(1)", f"'JaVa\\tScRiPt:alert(1)' is a link of the kind javascript:, {KIND_OF_LINK}"),
        ("java\nscript:alert(1)", f"'java\\nscript:alert(1)' is a link of the kind javascript:, {KIND_OF_LINK}"),
        ("data:text/html,<script>", f"'data:text/html,<script>' is a link of the kind data:, {KIND_OF_LINK}"),
        ("file:///etc/passwd", f"'file:///etc/passwd' is a link of the kind file:, {KIND_OF_LINK}"),
        ("//example.org/a", "'//example.org/a' is not an http or https address. Write it from https:// on."),
        ("https://", "'https://' is not an http or https address. Write it from https:// on."),
        ("www.example.org/a", "'www.example.org/a' is not a full address. Write https://www.example.org/a."),
        (
            "https://good.example@evil.example/",
            (
                "'https://good.example@evil.example/' holds a name before @, which hides where it leads. "
                "Write the address without it."
            ),
        ),
        (
            "https://example.org/a b",
            (
                "'https://example.org/a b' holds a space or a sign that no address holds. "
                "Write one address, with %20 for a space."
            ),
        ),
    )
]
ENDS = "report,cites,about,relation,phrase,record,verdict\n"
RELATIONS = [
    Case(
        "a citation of what is not there",
        ["citations.csv:2: news: cites: no event has the id 'wra'. Did you mean 'war'?"],
        citations=ENDS + "news,wra,,,,,\n",
    ),
    Case(
        "a citation of nothing like it",
        ["citations.csv:2: news: cites: no event has the id 'flood'. Add the event to events.csv, or correct the id."],
        citations=ENDS + "news,flood,,,,,\n",
    ),
    Case(
        "a report that cites itself",
        ["citations.csv:2: news: cites: a report cannot cite itself. Name the past event it cites."],
        citations=ENDS + "news,news,,,,,\n",
    ),
    Case(
        "the wrong kinds at every end",
        [
            (
                "citations.csv:2: war: report: 'war' is a past event (history), and a report is wanted here. "
                "Check the id, or that event's kind."
            ),
            (
                "citations.csv:2: war: cites: 'now' is a present-day event (today), and a past event (history) "
                "is wanted "
                "here. Check the id, or that event's kind."
            ),
            (
                "citations.csv:2: war: about: 'news' is a report, and a present-day event (today) is wanted here. "
                "Check the id, or that event's kind."
            ),
        ],
        citations=ENDS + "war,now,news,,,,\n",
    ),
    Case(
        "a relation and a verdict mistyped",
        [
            "citations.csv:2: news: relation: 'eco' is not a relation. Did you mean 'echo'?",
            (
                "citations.csv:2: news: verdict: 'wrong' is not a verdict. "
                "Write contradicted, disputed, imprecise, unchecked or supported."
            ),
        ],
        citations=ENDS + "news,war,,eco,,,wrong\n",
    ),
    Case(
        "a verdict without a record",
        [
            (
                "citations.csv:2: warning: news: record: the verdict is 'imprecise', and what the record says "
                "is missing. "
                "Say it, or make the verdict unchecked."
            )
        ],
        citations=ENDS + "news,war,,,,,imprecise\n",
    ),
    Case(
        "a phrase too short to find",
        ["citations.csv:2: warning: news: phrase: 'the war' has 2 words. Take 3 to 10 words, as printed."],
        citations=ENDS + "news,war,,,the war,,\n",
    ),
    Case(
        "a report older than what it cites",
        ["citations.csv:2: old: cites: the report is dated 1930, before what it cites: 'war', 1942. Check both dates."],
        citations=ENDS + "old,war,,,,,\n",
    ),
    Case(
        "a citation twice",
        ["citations.csv:3: warning: news: cites: 'war' is cited with the same phrase on line 2. Delete one of them."],
        citations=ENDS + "news,war,,,like the war then,,\n" * 2,
    ),
    Case(
        "bare links that do not hold",
        [
            (
                "events.csv:2: war: cites: this row is of the kind history, and only a report cites. "
                "Empty the cell, or write the kind report."
            ),
            "events.csv:3: news: cites: a report cannot cite itself. Name the past event it cites.",
            "events.csv:3: news: cites: no event has the id 'wra'. Did you mean 'war'?",
        ],
        "id,kind,title,date,cites\nwar,history,The war,1942,war\nnews,report,The news,2023,war; wra ;;news\n",
    ),
    Case(
        "a story whose steps lead nowhere",
        [
            "stories.csv:2: s: ref: no event has the id 'wra'. Did you mean 'war'?",
            (
                "stories.csv:3: s: ref: 'news' has no citation of 'war'. "
                "Add the citation to citations.csv, or name an event alone."
            ),
            "stories.csv:4: s: ref: 'news>war>now' is not a reference. Write an event's id, or report-id>history-id.",
        ],
        stories="story,story_title,step,ref\ns,S,1,wra\ns,,2,news>war\ns,,3,news>war>now\n",
    ),
    Case(
        "steps that cannot be put in order",
        [
            "stories.csv:3: s: step: step 1 of this story is already on line 2. Number the steps 1, 2, 3.",
            "stories.csv:4: s: step: 'two' is not a whole number. Number the steps 1, 2, 3.",
            "stories.csv:5: s: step: an empty cell is not a whole number. Number the steps 1, 2, 3.",
        ],
        stories="story,story_title,step,ref\ns,S,1,war\ns,,1,now\ns,,two,now\ns,,,now\n",
    ),
    Case(
        "story titles that differ or are missing",
        [
            (
                "stories.csv:3: warning: s: story_title: 'Z' is not the title that line 2 gives the story. "
                "Write it the same, or leave it empty."
            ),
            "stories.csv:4: warning: t: story_title: the story has no title. Give its first step one.",
        ],
        stories="story,story_title,step,ref\ns,S,1,war\ns,Z,2,now\nt,,1,now\n",
    ),
    Case(
        "a story with the name of an event",
        [
            (
                "stories.csv:2: warning: war: story: 'war' is also an event or a theme, and one address would "
                "show both. "
                "Rename the story."
            )
        ],
        stories="story,story_title,step,ref\nwar,War,1,war\nwar,,2,now\n",
    ),
    Case(
        "faults in all three files at once",
        [
            "events.csv:2: war: kind: 'histroy' is not a kind. Did you mean 'history'?",
            "citations.csv:2: news: verdict: 'suported' is not a verdict. Did you mean 'supported'?",
            "stories.csv:2: 2 cells under 4 headings. Is a comma missing, or a line break in a cell without quotes?",
        ],
        HEAD + "war,histroy,The war,1942\nnews,report,The news,2023\n",
        ENDS + "news,war,,,,,suported\n",
        "story,story_title,step,ref\ns,S\n",
    ),
    Case(
        "a broken events.csv beside a broken citations.csv",
        [
            "events.csv: the file is empty. Its first line should be id,kind,title,date.",
            "citations.csv:2: news: verdict: 'suported' is not a verdict. Did you mean 'supported'?",
        ],
        "",
        ENDS + "news,war,,,,,suported\n",
    ),
    Case(
        "a file that stops early does not make its other rows' links dangle",
        [
            (
                "events.csv:4: a quote is opened in this row and never closed. "
                "Close it; a quote inside a cell is written twice. What follows was not read."
            )
        ],
        HEAD + 'news,report,The news,2023\ngun,history,A gun,1942\nbad,history,"Bad,1942\n' + WAR,
        ENDS + "news,war,,,,,\n",
    ),
]
CASES = [*SHAPE, *LETTERS, *CELLS, *LINKS, *RELATIONS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_said_in_these_words(case: Case) -> None:
    assert case.lines() == case.said


def test_a_formula_is_only_text_here() -> None:
    """Cells that start with = are defused where they are downloaded, not refused where they are read."""
    assert Case("formula", [], HEAD + 'war,history,"=HYPERLINK(""x"")",1942\n').lines() == []
