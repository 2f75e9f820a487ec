#!/usr/bin/env python3
"""sbom.py FILE COPYRIGHT BINARY... - checks an SPDX 2.3 document in JSON: the fields that the specification
demands, that each identifier that is referred to is there, that the binaries are those
files, under licences whose texts are in COPYRIGHT, and that they are linked with musl and with
nothing that was for the build alone.
Prints "linked: NAMES; build: NAMES"."""

import hashlib
import json
import os
import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)


def demand(condition, what):
    if not condition:
        sys.exit(what)


demand(document["spdxVersion"] == "SPDX-2.3" and document["dataLicense"] == "CC0-1.0", "version or licence")
demand(re.fullmatch(r"https://[^#\s]+", document["documentNamespace"]), "namespace")
demand(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["creationInfo"]["created"]), "date")
demand(all(re.match("(Tool|Person|Organization): ", c) for c in document["creationInfo"]["creators"]), "creators")
elements = document["packages"] + document["files"]
identifiers = [e["SPDXID"] for e in elements] + [document["SPDXID"]]
demand(len(set(identifiers)) == len(identifiers), "an identifier is there twice")
demand(all(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", i) for i in identifiers), "the form of an identifier")
for package in document["packages"]:
    demand(package["name"] and package["versionInfo"] and package["downloadLocation"], "a package")
    demand(package["filesAnalyzed"] is False, "no files were analyzed")
kinds = {"linked": set(), "build": set()}
names = {p["SPDXID"]: p["name"] for p in document["packages"]}
for r in document["relationships"]:
    one, kind, other = r["spdxElementId"], r["relationshipType"], r["relatedSpdxElement"]
    demand(one in identifiers and other in identifiers, f"{one} or {other} is not there")
    if kind == "STATIC_LINK":
        kinds["linked"].add(names[other])
    elif kind == "BUILD_DEPENDENCY_OF":
        kinds["build"].add(names[one])
with open(sys.argv[2], encoding="utf-8") as file:
    texts = set(re.findall(r"^License: (\S+)\n ", file.read(), re.M))
for path, entry in zip(sys.argv[3:], document["files"], strict=True):
    with open(path, "rb") as file:
        data = file.read()
    sums = {c["algorithm"]: c["checksumValue"] for c in entry["checksums"]}
    demand(set(entry["licenseInfoInFiles"]) == texts, "licences")
    demand(" AND ".join(entry["licenseInfoInFiles"]) == entry["licenseConcluded"], "the conclusion from them")
    demand(entry["fileName"] == "./" + os.path.basename(path), "a file's name")
    demand(sums["SHA1"] == hashlib.sha1(data).hexdigest(), "SHA1")
    demand(sums["SHA256"] == hashlib.sha256(data).hexdigest(), "SHA256")
print("; ".join(f"{kind}: {' '.join(sorted(of))}" for kind, of in kinds.items()))
