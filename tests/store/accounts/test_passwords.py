from store.accounts.passwords import hash_password, verify_password


async def test_a_password_is_kept_as_argon2id_and_known_again() -> None:
    kept = await hash_password("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert await verify_password("correct horse battery", kept)
    assert not await verify_password("correct horse batterz", kept)


async def test_where_no_password_was_kept_none_is_right() -> None:
    assert not await verify_password("nobody's password", None)
    assert not await verify_password("anything", "not a hash")
