"""GraphQL over HTTP."""

from api.graphql.endpoint import GraphQLEndpoint

__all__ = ["GraphQLEndpoint"]
