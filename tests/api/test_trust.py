"""Manifests of trusted documents."""

from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from api.commands.console import Refused
from api.commands.trust import write_manifest
from api.graphql.documents import read_manifest

DOCUMENT = "{ regions { code } }"
DIGEST = sha256(DOCUMENT.encode()).hexdigest()


def test_documents_in_files_and_folders_are_kept_by_their_hash(tmp_path: Path) -> None:
    folder = tmp_path / "documents" / "deep"
    folder.mkdir(parents=True)
    (folder / "regions.graphql").write_text(DOCUMENT)
    (folder / "notes.txt").write_text("no document")
    single = tmp_path / "me.gql"
    single.write_text("{ me { email } }")
    out = tmp_path / "manifest.json"
    write_manifest([tmp_path / "documents", single], out)
    manifest = read_manifest(out)
    assert manifest[DIGEST] == DOCUMENT
    assert sorted(manifest.values()) == ["{ me { email } }", DOCUMENT]


def test_a_manifest_is_printed_where_no_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "regions.graphql"
    file.write_text(DOCUMENT)
    write_manifest([file], None)
    assert orjson.loads(capsys.readouterr().out) == {DIGEST: DOCUMENT}


def test_a_document_that_the_schema_does_not_allow_is_named(tmp_path: Path) -> None:
    file = tmp_path / "wrong.graphql"
    file.write_text("{ nothing }")
    with pytest.raises(Refused) as refused:
        write_manifest([file], None)
    assert str(refused.value) == f"{file}: Cannot query field 'nothing' on type 'Query'."
