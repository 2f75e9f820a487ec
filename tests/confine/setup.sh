# shellcheck shell=sh disable=SC2034,SC2154
# What the suites of confine share.
TOOLS=${PILLBOX%/*}
export TOOLS
TRY="Try 'confine --help' for more information.\n"

# is32 ...: is(), where the kernel has an entry for 32 bits
is32() {
	[ -n "$no32" ] || is "$@"
}

oneTimeSetUp() {
	mkdir bin && ln -s "$PILLBOX" bin/confine && cp "$TOOLS/tests/call" "$TOOLS/tests/call32" bin/
	no32=
	bin/call32 20 >/dev/null 2>&1 || { no32=1 && echo 'skipped: this kernel has no entry for 32 bits'; }
	PATH=$T/bin:$PATH
	SYSTEM_PATH=$T/bin:$SYSTEM_PATH
	printf '#!/bin/sh\necho script "$@"\n' >script && chmod +x script
	printf '#!%s/bin/call\n' "$T" >calls && chmod +x calls
	printf 'text\n' >text
}
