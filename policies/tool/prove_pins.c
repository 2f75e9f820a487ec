/* What no policy may permit, however well filter and policy agree. Here stands, once
 * more and for all policies together, the most that one may: of each call the arguments
 * that are descriptors, flags or pointers to what we do without, with their values. So
 * a condition that was dropped, and a value that was changed, are found even where
 * every file beside them was renewed. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "prove.h"

/* By its name a policy is an applet's or that of a feeder, the one for lists among
 * them; each but the feeders' is also united with feed.policy. */
enum { APPLET = 1, SEVERAL = 2, FEEDER = 4, LIST = 8 };

/* Any value: of an argument that need not be pinned. No row pins this one. */
#define ANY UINT64_MAX
#define FOLDER ((uint64_t)(int64_t)AT_FDCWD)

/* An alternative is permitted where a row pins nothing that it does not pin alike. */
static const struct row {
	unsigned of;
	const char *call;
	uint64_t args[ARGS];
} rows[] = {
    /* 0 is the input, 1 the output, 2 takes diagnostics. */
    {APPLET, "read", {0, ANY, ANY, ANY, ANY, ANY}},
    {APPLET, "write", {1, ANY, ANY, ANY, ANY, ANY}},
    {APPLET, "write", {2, ANY, ANY, ANY, ANY, ANY}},
    {APPLET, "close", {1, ANY, ANY, ANY, ANY, ANY}},
    /* Within the input; of the output only where it is, and how long. */
    {APPLET, "lseek", {0, ANY, SEEK_CUR, ANY, ANY, ANY}},
    {APPLET, "lseek", {0, ANY, SEEK_SET, ANY, ANY, ANY}},
    {APPLET, "lseek", {1, 0, SEEK_CUR, ANY, ANY, ANY}},
    {APPLET, "lseek", {1, 0, SEEK_END, ANY, ANY, ANY}},
    /* From the input to the output, or through a pipe, 5 and 4; no offsets, no flags. */
    {APPLET, "splice", {0, 0, 1, 0, ANY, 0}},
    {APPLET, "splice", {0, 0, 5, 0, ANY, 0}},
    {APPLET, "splice", {4, 0, 1, 0, ANY, 0}},
    {APPLET, "read", {4, ANY, ANY, ANY, ANY, ANY}},
    /* 3 is where several inputs come from, each as 0. */
    {SEVERAL, "recvmsg", {3, ANY, MSG_CMSG_CLOEXEC, ANY, ANY, ANY}},
    {SEVERAL, "write", {3, ANY, ANY, ANY, ANY, ANY}},
    {SEVERAL, "close", {0, ANY, ANY, ANY, ANY, ANY}},
    /* 1 leads to the applet, 2 is what was opened. */
    {FEEDER, "openat", {FOLDER, ANY, O_RDONLY | O_NOCTTY, 0, ANY, ANY}},
    {FEEDER, "fstat", {0, ANY, ANY, ANY, ANY, ANY}},
    {FEEDER, "fstat", {2, ANY, ANY, ANY, ANY, ANY}},
    {FEEDER, "sendmsg", {1, ANY, MSG_NOSIGNAL, ANY, ANY, ANY}},
    {FEEDER, "read", {1, ANY, ANY, ANY, ANY, ANY}},
    {FEEDER, "close", {2, ANY, ANY, ANY, ANY, ANY}},
    /* 3 is the list. */
    {LIST, "newfstatat", {FOLDER, ANY, ANY, 0, ANY, ANY}},
    {LIST, "read", {3, ANY, ANY, ANY, ANY, ANY}},
    {LIST, "lseek", {3, ANY, SEEK_SET, ANY, ANY, ANY}},
    /* One descriptor, no timeout, no signal mask. */
    {APPLET | FEEDER, "ppoll", {ANY, 1, 0, 0, ANY, ANY}},
    {APPLET | FEEDER, "exit", {ANY, ANY, ANY, ANY, ANY, ANY}},
};
enum { ROWS = sizeof(rows) / sizeof(*rows) };

static unsigned
kinds_of(const char *policy)
{
	const char *plus = strchr(policy, '+');
	unsigned kinds = strncmp(policy, "feeder", 6) == 0 ? FEEDER : APPLET;

	if (strncmp(policy, "feeder-list", 11) == 0)
		kinds |= LIST;
	if (plus != NULL && strcmp(plus, "+feed") == 0)
		kinds |= SEVERAL;
	return kinds;
}

/* False where the alternative leaves the argument open. */
static bool
pinned(const struct box *box, int arg, uint64_t *value)
{
	const size_t low = WORD_ARGS + 2 * (size_t)arg;

	*value = (uint64_t)box->value[low + 1] << 32 | box->value[low];
	return box->pinned[low] && box->pinned[low + 1];
}

static bool
within(const struct box *box, const struct row *row)
{
	uint64_t value;

	for (int arg = 0; arg < ARGS; arg++) {
		if (row->args[arg] != ANY && (!pinned(box, arg, &value) || value != row->args[arg]))
			return false;
	}
	return true;
}

/* "wc: lseek(0, *, 0x3)", up to the last argument that is pinned. */
static void
refuse(const char *policy, const char *call, const struct box *box)
{
	uint64_t value;
	int last = ARGS;

	while (last > 0 && !pinned(box, last - 1, &value))
		last--;
	fprintf(stderr, "%s: %s(", policy, call);
	for (int arg = 0; arg < last; arg++) {
		fputs(arg > 0 ? ", " : "", stderr);
		if (pinned(box, arg, &value))
			fprintf(stderr, "%#" PRIx64, value);
		else
			fputc('*', stderr);
	}
	fputs("): is more than prove_pins.c lets a policy permit\n", stderr);
}

static bool
pins_box(const char *policy, const struct architecture *arch, const struct box *box)
{
	const char *call =
	    box->pinned[WORD_NUMBER] ? call_name(arch, box->value[WORD_NUMBER]) : NULL;

	for (size_t i = 0; call != NULL && i < ROWS; i++) {
		if (strcmp(rows[i].call, call) == 0 && (rows[i].of & kinds_of(policy)) &&
		    within(box, &rows[i]))
			return true;
	}
	refuse(policy, call != NULL ? call : "a call without a name", box);
	return false;
}

bool
pins(const char *policy, const struct permitted *permitted)
{
	bool good = true;

	for (size_t i = 0; i < permitted->count; i++)
		good &= pins_box(policy, permitted->arch, &permitted->boxes[i]);
	return good;
}
