/* The most that any policy may permit, however well filter and policy agree. The rows below
 * state for each call which arguments are descriptors, flags or pointers that must be null,
 * and the values they may have. So a condition that was dropped, or a value that was
 * changed, is found even if everything made from the policy was renewed too. */
#include "policies/tool/prove_pins.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* The name tells what a policy is for: an applet, an applet with several inputs (united with
 * feed.policy), a feeder, and one that opens anything, that reads a list of names, that reads
 * check lists, or that opens only what is in a folder. */
enum { APPLET = 1, SEVERAL = 2, FEEDER = 4, ANYWHERE = 8, LIST = 16, CHECK = 32, BENEATH = 64 };

/* The argument need not be pinned. No row pins one to this value. */
#define ANY UINT64_MAX
#define FOLDER ((uint64_t)(int64_t)AT_FDCWD)

#define CHECK_LIST(fd)                                                                             \
	{                                                                                          \
		CHECK, "read",                                                                     \
		{                                                                                  \
			(fd), ANY, ANY, ANY, ANY, ANY                                              \
		}                                                                                  \
	}

/* An alternative may be permitted if some row of its call has only pins that it has too. */
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
    /* Seeking within the input; of the output only its offset and its size. */
    {APPLET, "lseek", {0, ANY, SEEK_CUR, ANY, ANY, ANY}},
    {APPLET, "lseek", {0, ANY, SEEK_SET, ANY, ANY, ANY}},
    {APPLET, "lseek", {0, 0, SEEK_END, ANY, ANY, ANY}},
    {APPLET, "lseek", {1, 0, SEEK_CUR, ANY, ANY, ANY}},
    {APPLET, "lseek", {1, 0, SEEK_END, ANY, ANY, ANY}},
    /* From the input to the output, or through the pipe 5 and 4; no offsets, no flags. */
    {APPLET, "splice", {0, 0, 1, 0, ANY, 0}},
    {APPLET, "splice", {0, 0, 5, 0, ANY, 0}},
    {APPLET, "splice", {4, 0, 1, 0, ANY, 0}},
    {APPLET, "read", {4, ANY, ANY, ANY, ANY, ANY}},
    /* Several inputs are received from 3, each as 0. */
    {SEVERAL, "recvmsg", {3, ANY, MSG_CMSG_CLOEXEC, ANY, ANY, ANY}},
    {SEVERAL, "write", {3, ANY, ANY, ANY, ANY, ANY}},
    {SEVERAL, "close", {0, ANY, ANY, ANY, ANY, ANY}},
    /* 1 is connected to the applet, 2 is the file that was opened. */
    {ANYWHERE, "openat", {FOLDER, ANY, O_RDONLY | O_NOCTTY, 0, ANY, ANY}},
    {BENEATH, "openat", {FOLDER, ANY, O_RDONLY | O_NOCTTY | O_NONBLOCK, 0, ANY, ANY}},
    {ANYWHERE, "fstat", {0, ANY, ANY, ANY, ANY, ANY}},
    {FEEDER, "fstat", {2, ANY, ANY, ANY, ANY, ANY}},
    {FEEDER, "sendmsg", {1, ANY, MSG_NOSIGNAL, ANY, ANY, ANY}},
    {FEEDER, "read", {1, ANY, ANY, ANY, ANY, ANY}},
    {FEEDER, "close", {2, ANY, ANY, ANY, ANY, ANY}},
    /* 3 is the list of names. */
    {LIST, "newfstatat", {FOLDER, ANY, ANY, 0, ANY, ANY}},
    {LIST, "read", {3, ANY, ANY, ANY, ANY, ANY}},
    {LIST, "lseek", {3, ANY, SEEK_SET, ANY, ANY, ANY}},
    /* 3 to 18 are check lists. */
    CHECK_LIST(3),
    CHECK_LIST(4),
    CHECK_LIST(5),
    CHECK_LIST(6),
    CHECK_LIST(7),
    CHECK_LIST(8),
    CHECK_LIST(9),
    CHECK_LIST(10),
    CHECK_LIST(11),
    CHECK_LIST(12),
    CHECK_LIST(13),
    CHECK_LIST(14),
    CHECK_LIST(15),
    CHECK_LIST(16),
    CHECK_LIST(17),
    CHECK_LIST(18),
    /* One descriptor, no timeout, no signal mask. */
    {APPLET | FEEDER, "ppoll", {ANY, 1, 0, 0, ANY, ANY}},
    {APPLET | FEEDER, "exit", {ANY, ANY, ANY, ANY, ANY, ANY}},
};
enum { ROWS = sizeof(rows) / sizeof(*rows) };

static unsigned
kinds_of(const char *policy)
{
	static const struct {
		const char *begin;
		unsigned kinds;
	} feeders[] = {
	    {"feeder-list", FEEDER | ANYWHERE | LIST},
	    {"feeder-check", FEEDER | ANYWHERE | CHECK},
	    {"feeder-beneath", FEEDER | BENEATH | CHECK},
	    {"feeder", FEEDER | ANYWHERE},
	};
	const char *plus = strchr(policy, '+');
	unsigned kinds = 0;

	for (size_t i = 0; !kinds && i < sizeof(feeders) / sizeof(feeders[0]); i++)
		if (strncmp(policy, feeders[i].begin, strlen(feeders[i].begin)) == 0)
			kinds = feeders[i].kinds;
	kinds = kinds ? kinds : APPLET;
	if (plus != NULL && strcmp(plus, "+feed") == 0)
		kinds |= SEVERAL;
	return kinds;
}

/* False if the alternative permits any value of the argument. */
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

/* The reason begins with the call, up to its last pinned argument: "wc: lseek(0, *, 0x3)". */
static bool
refuse_box(struct reason *why, const char *policy, const char *call, const struct box *box)
{
	char args[ARGS * sizeof(", 0x0123456789abcdef")];
	size_t length = 0;
	uint64_t value;
	int last = ARGS;

	while (last > 0 && !pinned(box, last - 1, &value))
		last--;
	args[0] = '\0';
	for (int arg = 0; arg < last; arg++) {
		const char *comma = arg > 0 ? ", " : "";
		const size_t left = sizeof(args) - length;

		if (pinned(box, arg, &value))
			length +=
			    (size_t)snprintf(args + length, left, "%s%#" PRIx64, comma, value);
		else
			length += (size_t)snprintf(args + length, left, "%s*", comma);
	}
	return refuse(
	    why, "%s: %s(%s): is more than prove_pins.c lets a policy permit", policy, call, args);
}

bool
prove_pinned(
    const char *policy, const struct architecture *arch, const struct box *box, struct reason *why)
{
	const char *call =
	    box->pinned[WORD_NUMBER] ? call_name(arch, box->value[WORD_NUMBER]) : NULL;

	if (call == NULL)
		return refuse_box(why, policy, "a call without a name", box);
	for (size_t i = 0; i < ROWS; i++) {
		if (strcmp(rows[i].call, call) == 0 && (rows[i].of & kinds_of(policy)) &&
		    within(box, &rows[i]))
			return true;
	}
	return refuse_box(why, policy, call, box);
}
