#!/usr/bin/env python3
"""image.py LAYOUT TIME NAME... - checks each byte of an OCI image layout that is a choice of ours:
what each descriptor refers to, what the images promise, and what is in their layers, which
must hold the binary and links of these names, and nothing else. Prints a line for each tag:
its name, its architectures, and the layer of each."""

import hashlib
import json
import os
import sys
import tarfile

KIND = "application/vnd.oci.image."
layout, time, names = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
blobs = os.path.join(layout, "blobs/sha256")
seen = set()


def expect(what, is_, wanted):
    if is_ != wanted:
        sys.exit(f"{what}: {is_!r}, not {wanted!r}")


def blob(descriptor, kind):
    """The bytes of a blob, which must be what its descriptor says."""
    expect("mediaType", descriptor["mediaType"], KIND + kind)
    algorithm, digest = descriptor["digest"].split(":")
    expect("digest", algorithm, "sha256")
    with open(os.path.join(blobs, digest), "rb") as file:
        data = file.read()
    expect("size", descriptor["size"], len(data))
    expect("digest", hashlib.sha256(data).hexdigest(), digest)
    seen.add(digest)
    return data


def check_layer(path):
    """A plain tar file: no extended headers, in order, of nobody in particular."""
    with open(path, "rb") as file:
        expect("magic", file.read(512)[257:265], b"ustar\00000")
    with tarfile.open(path, "r:") as tar:
        members = tar.getmembers()
    expect("members", [m.name for m in members], ["bin"] + ["bin/" + n for n in sorted([*names, "pillbox"])])
    for m in members:
        expect(m.name, (m.uid, m.gid, m.uname, m.gname, m.mtime), (0, 0, "", "", time))
        expect(m.name, m.pax_headers, {})
        if m.name in ("bin", "bin/pillbox"):
            expect(m.name, (m.mode, m.isdir() or m.isreg()), (0o755, True))
        else:
            expect(m.name, (m.issym(), m.linkname), (True, "pillbox"))


def check_image(descriptor):
    """Returns its architecture and layer."""
    manifest = json.loads(blob(descriptor, "manifest.v1+json"))
    expect("mediaType", manifest["mediaType"], KIND + "manifest.v1+json")
    config = json.loads(blob(manifest["config"], "config.v1+json"))
    platform = {k: config[k] for k in ("architecture", "os", "variant") if k in config}
    expect("platform", descriptor["platform"], platform)
    wanted = {"os": "linux", "architecture": platform["architecture"]}
    if platform["architecture"] == "arm64":
        wanted["variant"] = "v8"
    expect("platform", platform, wanted)
    run = config["config"]
    labels = run.pop("Labels")
    expect("config", run, {"User": "65534:65534", "Env": ["PATH=/bin"], "Entrypoint": ["/bin/pillbox"]})
    expect("licence", labels["org.opencontainers.image.licenses"], "MIT AND Unicode-3.0")
    (layer,) = manifest["layers"]
    blob(layer, "layer.v1.tar")
    expect("diff_ids", config["rootfs"]["diff_ids"], [layer["digest"]])
    path = os.path.join(blobs, layer["digest"].split(":")[1])
    check_layer(path)
    return platform["architecture"], path


def main():
    with open(os.path.join(layout, "oci-layout"), encoding="ascii") as file:
        expect("oci-layout", json.load(file), {"imageLayoutVersion": "1.0.0"})
    with open(os.path.join(layout, "index.json"), encoding="ascii") as file:
        index = json.load(file)
    for tagged in index["manifests"]:
        tag = tagged["annotations"]["org.opencontainers.image.ref.name"]
        if tag == "latest":
            inner = json.loads(blob(tagged, "index.v1+json"))["manifests"]
            images = [check_image(m) for m in inner]
        else:
            images = [check_image(tagged)]
            expect("tag", tag, images[0][0])
        print(tag, *(word for image in images for word in image))
    expect("blobs", set(os.listdir(blobs)), seen)


main()
