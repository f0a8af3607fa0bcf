from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["greenmatch", "greenmatch.*"]),
        "greenmatch.static",
        "greenmatch.templates",
    ]
)
