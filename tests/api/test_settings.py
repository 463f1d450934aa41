"""Settings: complete, frozen, and refused with a sentence for each fault."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from api.settings import DEMO_SECRET, BadSettings, Mode, Settings, read_settings, variable_of

SECRET = "a secret of more than thirty-two characters"
PRODUCTION = {
    "COMPTOIR_MODE": "production",
    "COMPTOIR_SECRET": SECRET,
    "COMPTOIR_DATABASE_URL": "postgres://shop@db/shop",
}


def test_an_empty_environment_gives_a_shop_for_explorers() -> None:
    settings = read_settings({"PATH": "/usr/bin"})
    assert settings == Settings()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.playground
    assert settings.introspection
    assert settings.secret == DEMO_SECRET


def test_every_setting_can_be_given() -> None:
    settings = read_settings(
        {
            "COMPTOIR_PORT": "9000",
            "COMPTOIR_DATA_DIR": "/var/lib/shop of ours",
            "COMPTOIR_PLAYGROUND": "no",
            "COMPTOIR_RATE": "2.5",
            "COMPTOIR_CORS_ORIGINS": "https://shop.example, https://shop.example.fr",
            "COMPTOIR_TRUSTED_DOCUMENTS": "documents.json",
        }
    )
    assert settings.port == 9000
    assert settings.data_dir == Path("/var/lib/shop of ours")
    assert settings.playground is False
    assert settings.rate == 2.5
    assert settings.cors_origins == ("https://shop.example", "https://shop.example.fr")
    assert settings.trusted_documents == Path("documents.json")


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(BadSettings) as refused:
        read_settings(
            {
                "COMPTOIR_PORT": "tcp://10.0.0.1:8000",
                "COMPTOIR_PLAYGROUND": "perhaps",
                "COMPTOIR_MODE": "staging",
                "COMPTOIR_RATE": "fast",
                "COMPTOIR_POOLSIZE": "4",
            }
        )
    assert str(refused.value).splitlines() == [
        "COMPTOIR_MODE must be development or production, not 'staging'.",
        "COMPTOIR_PLAYGROUND must be yes or no, not 'perhaps'.",
        "COMPTOIR_POOLSIZE isn't a setting.",
        "COMPTOIR_PORT must be a whole number, not 'tcp://10.0.0.1:8000'.",
        "COMPTOIR_RATE must be a number such as 2.5, not 'fast'.",
    ]


def test_what_kubernetes_sets_beside_a_service_is_let_alone() -> None:
    assert read_settings({"COMPTOIR_SERVICE_HOST": "10.0.0.1", "COMPTOIR_PORT_80_TCP": "x"}) == Settings()


def test_production_closes_the_playground_and_counts_requests() -> None:
    settings = read_settings(PRODUCTION)
    assert settings.mode is Mode.PRODUCTION
    assert not settings.playground
    assert not settings.introspection
    assert settings.rate == 50.0
    assert read_settings({**PRODUCTION, "COMPTOIR_PLAYGROUND": "yes"}).playground


@pytest.mark.parametrize("secret", [DEMO_SECRET, "short", ""])
def test_production_refuses_a_secret_that_is_known_or_short(secret: str) -> None:
    with pytest.raises(BadSettings, match="COMPTOIR_SECRET"):
        read_settings({**PRODUCTION, "COMPTOIR_SECRET": secret})


def test_production_needs_a_database_of_its_own() -> None:
    with pytest.raises(BadSettings, match="COMPTOIR_DATABASE_URL"):
        read_settings({"COMPTOIR_MODE": "production", "COMPTOIR_SECRET": SECRET})


def test_secrets_are_not_shown_where_settings_are() -> None:
    shown = repr(read_settings(PRODUCTION))
    assert SECRET not in shown
    assert "postgres://" not in shown


def test_operators_find_every_setting_in_the_documentation() -> None:
    page = Path(__file__).parents[2].joinpath("docs/production.md").read_text()
    assert [one.name for one in fields(Settings) if f"`{variable_of(one.name)}`" not in page] == []


STRIPE = {"COMPTOIR_STRIPE_SECRET_KEY": "sk_test_1", "COMPTOIR_STRIPE_SIGNING_SECRET": "whsec_1"}
LIVE = {**STRIPE, "COMPTOIR_STRIPE_SECRET_KEY": "sk_live_1"}


def test_stripe_is_asked_with_a_key_that_suits_the_mode() -> None:
    assert read_settings(STRIPE).stripe_secret_key == "sk_test_1"
    assert read_settings({**PRODUCTION, **LIVE}).stripe_secret_key == "sk_live_1"


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        (LIVE, "In development COMPTOIR_STRIPE_SECRET_KEY must be a test key"),
        ({**PRODUCTION, **STRIPE}, "In production COMPTOIR_STRIPE_SECRET_KEY must be a live key"),
        ({**STRIPE, "COMPTOIR_STRIPE_SIGNING_SECRET": ""}, "COMPTOIR_STRIPE_SIGNING_SECRET must be set"),
        (
            {**PRODUCTION, **LIVE, "COMPTOIR_STRIPE_ADDRESS": "http://127.0.0.1:1"},
            "COMPTOIR_STRIPE_ADDRESS must be left out",
        ),
    ],
)
def test_half_a_stripe_is_refused(environment: dict[str, str], fault: str) -> None:
    with pytest.raises(BadSettings, match=fault):
        read_settings(environment)
