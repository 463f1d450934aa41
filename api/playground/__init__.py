"""The playground: GraphiQL from our own files, with pickers for the context and examples that run."""

from api.playground.page import ASSETS_PATH, Playground

__all__ = ["ASSETS_PATH", "Playground"]
