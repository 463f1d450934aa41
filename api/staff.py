"""The endpoint of the staff: the same as the shoppers', with a schema and tokens of its own, and no cache."""

from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.applications import Starlette

from api.graphql import GraphQLEndpoint
from api.graphql.desk import Desk, Errand
from api.graphql.documents import Documents
from api.limits import Limits
from api.settings import Settings
from api.visitor import Reception
from regions.lawbook import lawbook
from schema.plan import Limits as DocumentLimits
from schema.staff.build import build_staff_schema
from schema.staff.visit import StaffVisit
from store.accounts.openid import Remote
from store.accounts.tokens import Audience, keyring

STAFF_PATH = "/staff/graphql"


def staff_endpoint(
    app: Starlette, settings: Settings, clock: Callable[[], datetime], providers: Mapping[str, Remote]
) -> GraphQLEndpoint:
    """The endpoint for these settings; it asks the database that the app has opened."""
    shown = settings.introspection
    schema = build_staff_schema(DocumentLimits(introspection=shown, suggestions=shown))
    storefronts = lawbook().storefronts
    keys = keyring([settings.secret, *settings.previous_secrets])

    def visit(errand: Errand) -> StaffVisit:
        return StaffVisit(app.state.database, errand.shop, storefronts, keys, errand.person, providers)

    desk = Desk(
        engine=schema,
        reception=Reception(storefronts, settings.default_region, schema.directive, keys, Audience.STAFF),
        documents=Documents(),
        visit=visit,
        clock=clock,
        seconds=settings.operation_seconds,
        suggestions=shown,
    )
    return GraphQLEndpoint(desk, Limits(settings.body_bytes, settings.header_bytes, settings.body_seconds))
