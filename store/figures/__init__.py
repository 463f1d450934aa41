"""Figures that lead to action: counted where things are written, told with their uncertainty."""
