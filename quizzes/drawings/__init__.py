"""What a template draws as SVG: places, lines and codes, by attributes alone."""
