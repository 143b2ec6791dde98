"""The one file: everything inside, of a large catalogue only what the lesson shows."""

from __future__ import annotations

import base64
import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from tests import builders as b
from timeline import reading, resources
from timeline.catalogue import Catalogue
from timeline.documents import offline
from timeline.documents.lesson import MOST_STEPS
from timeline.documents.subjects import find


def file(catalogue: Catalogue, id: str) -> str:
    subject = find(catalogue, id)
    assert subject is not None
    return offline.page(catalogue, subject, today=b.TODAY)


def rows(text: str, name: str) -> list[dict[str, str]]:
    found = re.search(r'href="data:application/zip;base64,([\w+/=]+)"', text)
    assert found is not None
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(found[1]))) as archive:
        path = next(one for one in archive.namelist() if Path(one).name == name)
        return list(csv.DictReader(io.StringIO(archive.read(path).decode("utf-8-sig"))))


def test_every_lesson_of_the_bundled_data_stays_below_a_megabyte(sample_folder: Path) -> None:
    catalogue = reading.read(sample_folder, today=b.TODAY)
    for id in [*dict.fromkeys(catalogue.stories["story"]), "siege"]:
        assert len(file(catalogue, id).encode()) <= 1024 * 1024, id


def test_all_fonts_are_inside_and_nothing_is_fetched(sample_folder: Path) -> None:
    text = file(reading.read(sample_folder, today=b.TODAY), "order-227-and-wagner")
    fonts = len(list((resources.assets_dir() / "fonts").glob("*.woff2")))
    assert text.count("data:font/woff2;base64,") == fonts
    assert not re.findall(r'(?:src|srcset|action)="[^"]', text)
    assert not re.findall(r'<link[^>]+href="(?!data:)', text)
    assert "@import" not in text
    assert "url(fonts" not in text.replace('"', "")


def test_without_an_address_there_is_no_code_and_no_link_home(sample_folder: Path) -> None:
    text = file(reading.read(sample_folder, today=b.TODAY), "order-227-and-wagner")
    assert 'class="qr"' not in text
    assert 'data-exit=""' in text


@pytest.mark.parametrize("linked", [True, False])
def test_a_very_large_subject_carries_the_rows_of_its_steps_alone(linked: bool) -> None:
    past = [b.history(f"past-{n}", f"{1000 + n % 900}", themes="war") for n in range(offline.MOST_ROWS + 200)]
    cited = [b.citation(f"post-{n}", f"past-{n}", claim="So.") for n in range(60)] if linked else []
    catalogue = b.catalogue_of([*past, *(b.report(f"post-{n}") for n in range(60))], cited)
    text = file(catalogue, "view")
    assert len(rows(text, "events.csv")) == MOST_STEPS * (2 if linked else 1)
    assert len(rows(text, "citations.csv")) == (MOST_STEPS if linked else 0)
    assert len(text.encode()) <= 1024 * 1024
