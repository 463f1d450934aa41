"""Looking after who works in the shop."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from regions.words import N_
from schema.account.inputs import faults_of_email, faults_of_name, faults_of_password
from schema.payload import Payload
from schema.scalars import RegionCode
from schema.staff.guard import Behind, Open, Reach, shown_to
from schema.staff.member import StaffMember, StaffRole
from schema.staff.selling import bad_input
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts import staffing
from store.accounts.staff import Grant, Role
from store.accounts.staffing import Colleague, Key, LastAdmin

MOST_GRANTS = 200
Given = strawberry.argument(description="What is asked for.")
Email = "The address that they sign in with."


@shown_to(Role.ADMIN)
@strawberry.type(description="A staff member, as those see one who look after them.")
class StaffColleague:
    """Somebody who works here, or did."""

    found: strawberry.Private[Colleague]

    @strawberry.field(description="Who it is, and what they may do.")
    def member(self) -> StaffMember:
        return StaffMember(staff=self.found.staff)

    @strawberry.field(description="Since when they don't work here any more; null: they do.")
    def disabled_at(self) -> datetime | None:
        return self.found.disabled_at

    @strawberry.field(description="Whether they have chosen a password.")
    def has_password(self) -> bool:
        return self.found.has_password

    @strawberry.field(description="Whether they sign in with an outside provider.")
    def is_linked(self) -> bool:
        return self.found.is_linked

    @strawberry.field(description="How many sessions of theirs are open.")
    def sessions(self) -> int:
        return self.found.sessions


@strawberry.input(description="A role, and where it is held.")
class StaffGrantInput:
    """One grant."""

    role: StaffRole = strawberry.field(description="The role.")
    region: RegionCode | None = strawberry.field(default=None, description="The region; null is all of them.")


@strawberry.input(description="Somebody who begins to work.")
class StaffInviteInput:
    """Whoever was let go before can be invited again."""

    email: str = strawberry.field(description=Email)
    name: str = strawberry.field(description="The name that the audit shows.")
    grants: list[StaffGrantInput] = strawberry.field(description="What they may do.")


@strawberry.input(description="Roles in one region, or in all.")
class StaffRolesSetInput:
    """What is held elsewhere stays."""

    email: str = strawberry.field(description=Email)
    region: RegionCode | None = strawberry.field(default=None, description="The region; null is all of them.")
    roles: list[StaffRole] = strawberry.field(description="All roles that they hold there from now on.")


@strawberry.input(description="A staff member.")
class StaffNamedInput:
    """Who is meant."""

    email: str = strawberry.field(description=Email)


@strawberry.input(description="A password that its owner chooses.")
class StaffPasswordSetInput:
    """With the token of an invitation or a reset."""

    token: str = strawberry.field(description="The token; it is good for one use.")
    password: str = strawberry.field(description="10 to 256 characters.")


@shown_to(Role.ADMIN)
@strawberry.type(description="The outcome of a change to a staff member.")
class StaffMemberPayload(Payload):
    """Everybody sees for themselves what became of it."""

    member: StaffMember | None = strawberry.field(default=None, description="Who it is, after the change.")


@shown_to(Role.ADMIN)
@strawberry.type(description="The outcome of an invitation or of a reset.")
class StaffPasswordTokenPayload(Payload):
    """A token to be handed to its owner, and to nobody else."""

    token: str | None = strawberry.field(
        default=None, description="What `staffPasswordSet` takes; it is shown this once."
    )
    expires_at: datetime | None = strawberry.field(default=None, description="Until when it can be used.")


@shown_to(Role.ADMIN)
@strawberry.type(description="The outcome of something done to a staff member.")
class StaffDonePayload(Payload):
    """Done, or why not."""

    done: bool = strawberry.field(default=False, description="Whether it was done.")


@shown_to(None)
@strawberry.type(description="The outcome of choosing a password.")
class StaffPasswordSetPayload(Payload):
    """From now on it is signed in with."""

    done: bool = strawberry.field(default=False, description="Whether it was set.")


@strawberry.type
class MembersQuery:
    """The part of `Query` that is about the staff."""

    @strawberry.field(
        description="Everybody who works here or did, by address.", extensions=[Behind(Role.ADMIN)]
    )
    async def staff_members(self, info: StaffInfo) -> list[StaffColleague]:
        visit = info.context
        return [
            StaffColleague(found=each) for each in await staffing.colleagues(visit.database, visit.shop.now)
        ]


@strawberry.type
class MembersMutation:
    """The part of `Mutation` that is about the staff."""

    @strawberry.mutation(
        description="Let somebody work here, who chooses a password with the token that comes back.",
        extensions=[Behind(Role.ADMIN, Reach.EVERYWHERE)],
    )
    async def staff_invite(
        self,
        info: StaffInfo,
        input: Annotated[StaffInviteInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffPasswordTokenPayload:
        visit = info.context
        faults = _faults(input, visit)
        if faults:
            return StaffPasswordTokenPayload(user_errors=faults)
        grants = [Grant(Role[each.role.name], each.region) for each in input.grants]
        key = await staffing.invite(
            visit.database, visit.keyring, input.email, input.name or input.email, grants, **await _by(visit)
        )
        if isinstance(key, Key):
            return StaffPasswordTokenPayload(token=key.text, expires_at=key.expires_at)
        message = N_("Somebody works here under this address.")
        taken = input_error(UserErrorCode.EMAIL_TAKEN, visit.shop.language, message, "email")
        return StaffPasswordTokenPayload(user_errors=[taken])

    @strawberry.mutation(
        description="Set the roles of a staff member in one region, or in all.",
        extensions=[Behind(Role.ADMIN, Reach.ASKED)],
    )
    async def staff_roles_set(
        self,
        info: StaffInfo,
        input: Annotated[StaffRolesSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffMemberPayload:
        visit, roles = info.context, [Role[role.name] for role in input.roles]
        found = await staffing.set_roles(visit.database, input.email, input.region, roles, **await _by(visit))
        if found is None:
            return StaffMemberPayload(user_errors=[_nobody(visit)])
        if isinstance(found, LastAdmin):
            return StaffMemberPayload(user_errors=[_last_admin(visit)])
        return StaffMemberPayload(member=StaffMember(staff=found))

    @strawberry.mutation(
        description="Let somebody work here no more; their sessions end.",
        extensions=[Behind(Role.ADMIN, Reach.EVERYWHERE)],
    )
    async def staff_disable(
        self,
        info: StaffInfo,
        input: Annotated[StaffNamedInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffDonePayload:
        visit = info.context
        done = await staffing.let_go(visit.database, input.email, **await _by(visit))
        if isinstance(done, LastAdmin):
            return StaffDonePayload(user_errors=[_last_admin(visit)])
        return _done(visit, done)

    @strawberry.mutation(
        description="Forget somebody's password; they choose another with the token that comes back.",
        extensions=[Behind(Role.ADMIN, Reach.EVERYWHERE)],
    )
    async def staff_password_reset(
        self,
        info: StaffInfo,
        input: Annotated[StaffNamedInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffPasswordTokenPayload:
        visit = info.context
        key = await staffing.reset_password(visit.database, visit.keyring, input.email, **await _by(visit))
        if key is None:
            return StaffPasswordTokenPayload(user_errors=[_nobody(visit)])
        return StaffPasswordTokenPayload(token=key.text, expires_at=key.expires_at)

    @strawberry.mutation(
        description="End all sessions of a staff member.",
        extensions=[Behind(Role.ADMIN, Reach.EVERYWHERE)],
    )
    async def staff_sessions_revoke(
        self,
        info: StaffInfo,
        input: Annotated[StaffNamedInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffDonePayload:
        visit = info.context
        return _done(visit, await staffing.revoke_sessions(visit.database, input.email, **await _by(visit)))

    @strawberry.mutation(
        description="Choose a password with the token of an invitation or a reset.", extensions=[Open()]
    )
    async def staff_password_set(
        self,
        info: StaffInfo,
        input: Annotated[StaffPasswordSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> StaffPasswordSetPayload:
        visit, language = info.context, info.context.shop.language
        faults = faults_of_password(input.password, language)
        if faults:
            return StaffPasswordSetPayload(user_errors=faults)
        if await staffing.choose_password(
            visit.database, visit.keyring, input.token, input.password, visit.shop.now
        ):
            return StaffPasswordSetPayload(done=True)
        message = N_("This token is good no longer. Ask for another one.")
        return StaffPasswordSetPayload(
            user_errors=[input_error(UserErrorCode.TOKEN_OVER, language, message, "token")]
        )


async def _by(visit: StaffVisit) -> dict[str, Any]:
    """Who does it, and when, for the audit."""
    return {"actor": (await visit.staff()).id, "now": visit.shop.now}


def _faults(given: StaffInviteInput, visit: StaffVisit) -> list[UserError]:
    language = visit.shop.language
    faults = faults_of_email(given.email, language) + faults_of_name(given.name, language)
    for place, grant in enumerate(given.grants):
        if grant.region is not None and grant.region not in visit.storefronts:
            path = f"grants.{place}.region"
            faults.append(bad_input(visit, path, "isn't a region"))
    if len(given.grants) > MOST_GRANTS:
        faults.append(bad_input(visit, "grants", f"must be {MOST_GRANTS} at most"))
    return faults


def _done(visit: StaffVisit, done: bool) -> StaffDonePayload:
    return StaffDonePayload(done=done, user_errors=[] if done else [_nobody(visit)])


def _nobody(visit: StaffVisit) -> UserError:
    message = N_("Nobody works here under this address.")
    return input_error(UserErrorCode.NOT_FOUND, visit.shop.language, message, "email")


def _last_admin(visit: StaffVisit) -> UserError:
    message = N_("Nobody else could look after the staff of all regions. Give somebody that role first.")
    return input_error(UserErrorCode.LAST_ADMIN, visit.shop.language, message)
