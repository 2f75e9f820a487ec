#!/bin/sh
# check.sh BUILD: the long tests of what is shipped, as root: the image with other tools, a build
# by another user elsewhere, and the package in roots of both Debians. BUILD/dist is there.
set -eu
build=$(cd "$1" && pwd)
top=$(cd "${0%/*}/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
passed=0
die() {
	echo "check: $*" >&2
	exit 1
}
ok() {
	passed=$((passed + 1))
	echo "ok   $*"
}
[ "$(id -u)" = 0 ] || die 'must be run as root'
cd "$scratch"

# ---- the image ---------------------------------------------------------------------------

layout=$build/image
architecture=$(dpkg --print-architecture)
for tag in $(python3 -c 'import json, sys
for m in json.load(open(sys.argv[1]))["manifests"]:
	print(m["annotations"]["org.opencontainers.image.ref.name"])' "$layout/index.json"); do
	skopeo inspect "oci:$layout:$tag" >/dev/null || die "skopeo: $tag"
done
skopeo copy -q --all "oci:$layout:latest" dir:copied
ok 'skopeo reads each tag, and copies all architectures'

umoci unpack --image "$layout:$architecture" bundle >/dev/null 2>&1 || die 'umoci does not unpack it'
cmp bundle/rootfs/bin/pillbox "$build/pillbox" || die 'umoci: another binary'
ok 'umoci unpacks it'

# umoci asks for a terminal, and for capabilities.
python3 - bundle/config.json <<-'END'
	import json, sys
	with open(sys.argv[1]) as file:
	    config = json.load(file)
	config["process"] |= {"terminal": False, "args": ["/bin/pillbox", "wc", "-c"], "capabilities": {}}
	config["root"]["readonly"] = True
	config["linux"].pop("resources", None)
	config["linux"]["namespaces"] = [{"type": t} for t in ("pid", "ipc", "uts", "mount")]
	with open(sys.argv[1], "w") as file:
	    json.dump(config, file)
END
if [ "$(echo hello | runc --root "$scratch/state" run --bundle bundle "pillbox-check-$$" 2>said)" = 6 ]; then
	ok "runc runs umoci's bundle"
else
	echo "skipped: runc does not run here: $(tail -n 1 said)"
fi

buildah_here() {
	buildah --storage-driver vfs --root "$scratch/storage" --runroot "$scratch/run" "$@"
}
mkdir context
printf 'FROM pillbox AS pillbox\nFROM scratch\nCOPY --from=pillbox /bin/ /bin/\n' >context/Containerfile
if buildah_here pull -q "oci:$layout:$architecture" >id 2>said && buildah_here tag "$(cat id)" pillbox 2>said &&
	buildah_here build -q --isolation chroot -t copied context >/dev/null 2>said; then
	buildah_here push -q copied oci:built:copied
	umoci unpack --image built:copied copied-bundle >/dev/null 2>&1
	[ "$(echo hello | chroot copied-bundle/rootfs /bin/cat)" = hello ] || die 'buildah: the copy does not run'
	[ "$(ls -l bundle/rootfs/bin | cut -c 1-10)" = "$(ls -l copied-bundle/rootfs/bin | cut -c 1-10)" ] ||
		die 'buildah: links became something else'
	ok 'buildah copies its folder into an image from scratch'
else
	cat said >&2
	die 'buildah does not build'
fi

# ---- a build by somebody else --------------------------------------------------------------

git clone -q "$top" "$scratch/elsewhere"
chown -R nobody:nogroup "$scratch/elsewhere"
(
	umask 077
	cd elsewhere && setpriv --reuid nobody --regid nogroup --clear-groups --inh-caps=-all \
		env -i PATH="$PATH" HOME=/nonexistent TZ=Asia/Tokyo LC_ALL=C.UTF-8 make -s -j2 dist >../log 2>&1
) || {
	tail log >&2
	die 'make dist fails for another user'
}
diff -r "$build/dist" elsewhere/build/dist || die 'another user makes another release'
ok "another user, elsewhere, makes the same $(find "$build/dist" -type f | wc -l) files"

# ---- roots of both Debians -----------------------------------------------------------------

for suite in bookworm trixie; do
	"$top/tools/in-debian" $suite 'sh tests/dist/in-root.sh' || die "$suite"
	ok "$suite"
done
echo "$passed passed, 0 failed"
