"""Ground floor: what every feature uses and what knows no feature."""
