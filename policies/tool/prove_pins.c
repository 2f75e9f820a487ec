/* What no policy may leave open, however well filter and policy agree: of each call
 * the arguments that are descriptors, flags, or pointers to what we do without. So a
 * condition that was dropped, and every file beside it renewed, is still found. */
#include <stdio.h>
#include <string.h>

#include "prove.h"

enum { A0 = 1, A1 = 2, A2 = 4, A3 = 8, A4 = 16, A5 = 32 };

/* One bit for each argument that every alternative has to pin. */
static const struct {
	const char *call;
	unsigned args;
} must[] = {
    {"read", A0},
    {"write", A0},
    {"close", A0},
    {"fstat", A0},
    {"lseek", A0 | A2},
    {"openat", A0 | A2 | A3},
    {"newfstatat", A0 | A3},
    {"sendmsg", A0 | A2},
    {"recvmsg", A0 | A2},
    {"ppoll", A1 | A2 | A3},            /* one descriptor, no timeout, no signal mask */
    {"splice", A0 | A1 | A2 | A3 | A5}, /* no offsets */
    {"exit", 0},
};

static bool
pins_box(const char *policy, const struct architecture *arch, const struct box *box)
{
	const char *call =
	    box->pinned[WORD_NUMBER] ? call_name(arch, box->value[WORD_NUMBER]) : NULL;
	bool good = true;
	size_t i = 0;

	while (call != NULL && i < sizeof(must) / sizeof(*must) && strcmp(must[i].call, call) != 0)
		i++;
	if (call == NULL || i == sizeof(must) / sizeof(*must)) {
		fprintf(stderr, "%s: %s: prove_pins.c has to say what of it must be pinned\n",
		    policy, call != NULL ? call : "a call without a name");
		return false;
	}
	for (int arg = 0; arg < ARGS; arg++) {
		const size_t low = WORD_ARGS + 2 * (size_t)arg;

		if (!(must[i].args >> arg & 1) || (box->pinned[low] && box->pinned[low + 1]))
			continue;
		fprintf(
		    stderr, "%s: %s: an alternative leaves argument %d open\n", policy, call, arg);
		good = false;
	}
	return good;
}

bool
pins(const char *policy, const struct permitted *permitted)
{
	bool good = true;

	for (size_t i = 0; i < permitted->count; i++)
		good &= pins_box(policy, permitted->arch, &permitted->boxes[i]);
	return good;
}
