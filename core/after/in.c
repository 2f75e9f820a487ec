/* The inputs of a sealed run: one at a time, as descriptor 0. It is the only one, or the
 * last that came through the pair. */
#include "core/after/in.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/read.h"
#include "core/after/sys.h"
#include "core/after/wait.h"
#include "core/applet.h"
#include "lib/growth.h"

static const struct in_plan *plan;
static bool waits;
static size_t passed;
static bool asked; /* the feeder waits for "next" */
static bool ready; /* a message is there, or follows at once */
static bool ended;
static LARGE _Alignas(64) char listed[PATH_MAX + 1]; /* the name that came from a list */

void
in_setup(const struct in_plan *p)
{
	plan = p;
	waits = p->waits;
}

size_t
in_passed(void)
{
	return passed;
}

/* Tells the feeder that the input it waits for has been read. Asks first whether the feeder
 * is still there: if it is not, a write would end this run by SIGPIPE, silently. */
static bool
send_next(void)
{
	long n;

	if (!asked)
		return true;
	asked = false;
	n = wait_for(IN_PAIR, POLLOUT);
	if (n < 0 || (n & POLLHUP))
		return false;
	do
		n = sys3(__NR_write, IN_PAIR, (long)"", 1);
	while (n == -EINTR);
	return n == 1;
}

_Noreturn void
inputs_lost(void)
{
	say("inputs lost");
	end_run();
}

/* POLLOUT makes this return at once: the pair has room for many "next". */
bool
in_checked_ready(void)
{
	if (!ready)
		ready = wait_for(IN_PAIR, POLLIN | POLLOUT) & POLLIN;
	return ready;
}

struct feed_message
in_receive(void)
{
	struct feed_message m = {0};
	int fd;

	if (waits && out_waiting() && !(plan->checked && in_checked_ready()))
		out_flush();
	if (!send_next() || !feed_receive(IN_PAIR, &m, &fd))
		inputs_lost();
	if (fd != (m.kind == FEED_INPUT && !m.error ? 0 : -1))
		inputs_lost();
	asked = m.ask;
	ready = m.kind == FEED_NAME;
	return m;
}

void
in_facts(struct facts *f)
{
	const struct feed_message m = in_receive();

	if (m.kind != FEED_FACTS)
		inputs_lost();
	f->inputs = m.facts.inputs;
	f->sizes = m.facts.sizes;
	f->irregular = m.facts.irregular;
	f->mode = m.facts.mode;
	f->size = m.facts.size;
	waits = f->irregular || f->inputs == 0;
}

/* The next input, or the end. Leaves its name in listed where it comes from a list. */
static struct feed_message
next_message(void)
{
	const struct feed_message end_message = {.kind = FEED_END};
	struct feed_message m;
	size_t length = 0;

	if (!plan->several)
		return passed ? end_message : plan->only;
	sys3(__NR_close, STDIN_FILENO, 0, 0);
	for (;;) {
		m = in_receive();
		if (m.length <= FEED_NAME_MAX && m.length <= PATH_MAX - length) {
			memcpy(listed + length, m.name, m.length);
			length += m.length;
		}
		if (m.kind == FEED_INPUT || m.kind == FEED_END)
			break;
	}
	listed[length] = '\0';
	return m;
}

static const char *
name_of_next(void)
{
	if (plan->list)
		return listed;
	return plan->names ? plan->names[passed] : "-";
}

void
in_report(const char *name, int error)
{
	if (error == FEED_EMPTY && plan->list)
		say("%f:%u: %s", plan->list, (uint64_t)passed, plan->empty);
	else if (error == FEED_EMPTY)
		say("%s", plan->empty);
	else if (error == FEED_DASH)
		say("when reading file names from standard input, no file name of '-' allowed");
	else
		say(plan->unopened ? plan->unopened : "%f: %m", name, error);
}

void
in_describe(struct input *in, const char *name, const struct feed_message *m)
{
	*in = (struct input){
	    .name = name,
	    .mode = m->input.mode,
	    .block = m->input.block,
	    .size = m->input.size,
	    .dev = m->input.dev,
	    .ino = m->input.ino,
	    .rdev = m->input.rdev,
	};
}

bool
in_next_any(struct input *in, int *error)
{
	struct feed_message m;
	const char *name;

	if (ended)
		return false;
	m = next_message();
	ended = m.kind == FEED_END;
	if (ended) {
		if (m.error)
			say("%f: read error: %m", plan->list, m.error);
		return false;
	}
	name = name_of_next();
	passed++;
	*error = m.error;
	in_describe(in, name, &m);
	in->implied = !plan->names && !plan->list;
	return true;
}

bool
in_next(struct input *in)
{
	int error;

	while (in_next_any(in, &error)) {
		if (!error)
			return true;
		in_report(in->name, error);
	}
	return false;
}

/* Files of /proc and the like claim to be regular and empty, and some block. */
static bool
may_block(const struct input *in)
{
	return !S_ISREG(in->mode) || in->size == 0;
}

long
in_read(const struct input *in, void *buf, size_t size)
{
	if (may_block(in))
		out_flush();
	return read_some(STDIN_FILENO, buf, size);
}

LARGE _Alignas(4096) uint8_t run_memory[RUN_MEMORY];

long
in_read_chunk(const struct input *in, const uint8_t **bytes)
{
	static struct growth reads = {.size = 64 << 10, .most = RUN_MEMORY, .after = 64};
	const long n = in_read(in, run_memory, reads.size);

	if (n == (long)reads.size)
		growth_count(&reads);
	*bytes = run_memory;
	return n;
}

long
in_read_out(const struct input *in, const uint8_t **bytes, size_t size)
{
	uint8_t *room;

	if (may_block(in))
		out_flush();
	room = out_room(OUT_ROOM);
	*bytes = room;
	return in_read(in, room, size < out_free() ? size : out_free());
}

bool
in_has_places(const struct input *in)
{
	return S_ISREG(in->mode) && in->size > in->block;
}

const char *
in_title(const struct input *in)
{
	return is_stdin(in->name) ? "standard input" : in->name;
}

int64_t
in_seek(int64_t offset, int whence)
{
	return sys3(__NR_lseek, STDIN_FILENO, offset, whence);
}
