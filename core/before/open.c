/* Opens the inputs in the order of the operands. A single one becomes descriptor 0. Several
 * are opened and queued here if none can block and all fit; otherwise the feeder opens each
 * in its turn. An input that cannot be opened is reported in its turn, by core/after/in.c. */
#include "core/before/open.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/facts.h"
#include "core/before/fail.h"
#include "core/before/feeder.h"
#include "core/before/pair.h"
#include "core/before/std_fds.h"

/* Up to this size GNU's wc reads a whole list first, to know the width of its columns. */
enum { LIST_MAX = 10 << 20 };

/* The most operands that are queued: the kernel limits the descriptors in flight of one
 * user, and other runs need some too. */
enum { QUEUE_MAX = 64 };

/* Whether every write to standard output goes to the end of the file. It matters only where
 * an input may be the same file; otherwise fcntl is not called, for an outer filter may kill
 * for it. Where the call is refused, the answer is the safe one. */
static bool
appends(const struct facts *f, const struct stat *st)
{
	int flags;

	if (!S_ISREG(st->st_mode) && !S_ISBLK(st->st_mode))
		return false;
	if (f->inputs == 1 && (f->dev != st->st_dev || f->ino != st->st_ino))
		return false;
	flags = fcntl(STDOUT_FILENO, F_GETFL);
	return flags < 0 || (flags & O_APPEND);
}

struct out_facts
out_facts(const struct facts *facts)
{
	struct out_facts f = {.missing = was_missing(STDOUT_FILENO)};
	struct stat st;

	if (f.missing || fstat(STDOUT_FILENO, &st) != 0)
		return f;
	f.mode = st.st_mode;
	f.dev = st.st_dev;
	f.ino = st.st_ino;
	f.append = appends(facts, &st);
	return f;
}

/* Without O_CLOEXEC: nothing is executed, and for that flag musl calls fcntl as well, which
 * an outer filter may refuse. */
static int
open_file(const char *name)
{
	return open(name, O_RDONLY | O_NOCTTY);
}

/* Opens one operand and fills in its message. Returns its descriptor, 0 for standard input,
 * or -1. */
static int
open_operand(const char *name, struct feed_message *m)
{
	int fd = is_stdin(name) ? STDIN_FILENO : open_file(name);
	struct stat st;

	*m = (struct feed_message){.kind = FEED_INPUT, .error = fd < 0 ? errno : 0};
	if (fd < 0 || (fd == STDIN_FILENO && was_missing(STDIN_FILENO)) || fstat(fd, &st) != 0)
		return fd;
	feed_describe(m, &st);
	return fd;
}

/* Makes fd descriptor 0. Where fd is -1, a placeholder takes its place, so that the user's
 * standard input is not read instead of a file that is missing. */
static void
become_stdin(int fd)
{
	if (fd == STDIN_FILENO)
		return;
	/* Then 0 is the lowest free number, and below any limit. */
	close(STDIN_FILENO);
	if ((fd < 0 ? open("/", O_PATH) : dup(fd)) != STDIN_FILENO)
		fail("cannot make an input descriptor 0: %m", errno);
	/* The seal closes fd. */
}

/* The operand is not opened: one that cannot be may still have a size that counts. */
static bool
stat_operand(const char *name, struct stat *st)
{
	if (!is_stdin(name))
		return stat(name, st) == 0;
	return !was_missing(STDIN_FILENO) && fstat(STDIN_FILENO, st) == 0;
}

/* Opens the only input, as descriptor 0. */
static void
open_only(const char *name, struct in_plan *plan, struct facts *f)
{
	struct stat st = {0};

	if (plan->empty && !*name) {
		plan->only = (struct feed_message){.kind = FEED_INPUT, .error = FEED_EMPTY};
		become_stdin(-1);
		return;
	}
	become_stdin(open_operand(name, &plan->only));
	st.st_mode = plan->only.input.mode;
	st.st_size = (off_t)plan->only.input.size;
	st.st_dev = plan->only.input.dev;
	st.st_ino = plan->only.input.ino;
	if (plan->only.error ? stat_operand(name, &st) : st.st_mode != 0)
		facts_add(f, &st, true);
}

/* Adds up the facts of all operands. Returns whether one may block when it is opened or
 * read: then those after it must not be opened before that one has been read. Standard
 * input as the last operand is open already, and blocks nobody. */
static bool
stat_operands(const struct operands *o, struct facts *f)
{
	bool may_block = false;
	struct stat st;

	for (size_t i = 0; i < o->count; i++) {
		if (!stat_operand(o->names[i], &st))
			continue;
		facts_add(f, &st, i == 0);
		if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
			continue;
		may_block = may_block || !is_stdin(o->names[i]) || i + 1 < o->count;
	}
	return may_block;
}

/* Opens and queues all operands. False where they do not fit. */
static bool
fill_queue(int queue, const struct operands *o, const struct in_plan *plan)
{
	struct feed_message m;
	long error = 0;
	int fd;

	for (size_t i = 0; i < o->count && !error; i++) {
		fd = -1;
		m = (struct feed_message){.kind = FEED_INPUT, .error = FEED_EMPTY};
		if (!plan->empty || *o->names[i])
			fd = open_operand(o->names[i], &m);
		/* EMFILE is not the fault of the operand. */
		error = m.error == EMFILE ? -EMFILE
		                          : feed_send(queue, &m, fd, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (fd > 0)
			close(fd);
	}
	m = (struct feed_message){.kind = FEED_END};
	if (!error)
		error = feed_send(queue, &m, -1, MSG_DONTWAIT | MSG_NOSIGNAL);
	return !error;
}

static bool
queue_all(const struct operands *o, const struct in_plan *plan)
{
	int pair[2];

	pair_make(pair);
	if (fill_queue(pair[1], o, plan)) {
		pair_keep(pair);
		return true;
	}
	close(pair[0]);
	close(pair[1]);
	return false;
}

static void
open_several(const struct operands *o, struct in_plan *plan, struct facts *f)
{
	struct feed_job job = {
	    .names = o->names,
	    .count = o->count,
	    .no_stdin = was_missing(STDIN_FILENO),
	    .refuse_empty = plan->empty != NULL,
	};
	bool may_block = stat_operands(o, f);
	int error;

	if (!may_block && o->count <= QUEUE_MAX && queue_all(o, plan))
		return;
	if (feeder_start(&job, NULL, 0))
		return;
	/* No process can be started: queue what fits after all. Opening an input that blocks
	 * may then take longer than it should, but no input is lost. */
	error = errno;
	if (!queue_all(o, plan))
		fail("cannot start a process to feed so many inputs: %m", error);
}

/* The names come from a list, which only the feeder reads. */
static void
open_listed(const char *list, struct in_plan *plan, struct facts *f)
{
	struct feed_job job = {
	    .no_stdin = was_missing(STDIN_FILENO),
	    .refuse_empty = plan->empty != NULL,
	    .refuse_dash = is_stdin(list),
	};
	struct stat st;
	int fd = is_stdin(list) ? STDIN_FILENO : open_file(list);

	if (fd < 0)
		fail("cannot open %a for reading: %m", list, errno);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= LIST_MAX) {
		job.offset = lseek(fd, 0, SEEK_CUR);
		job.rewind = job.offset >= 0;
	}
	if (!feeder_start(&job, &fd, 1))
		fail("cannot start a process to feed the listed inputs: %m", errno);
	f->list = true;
	plan->list = list;
}

/* The names come from check lists. All of these are opened here, and only the feeder reads
 * them. */
static void
open_checked(const struct operands *o, struct in_plan *plan, struct facts *f)
{
	struct feed_checked lists = {.rule = o->checked, .count = (unsigned)f->inputs};
	const struct feed_job job = {.checked = &lists, .no_stdin = was_missing(STDIN_FILENO)};
	int fds[CHECKED_MOST];
	struct stat st;

	lists.beneath = o->beneath != NULL;
	lists.folder = o->beneath ? open(o->beneath, O_PATH | O_DIRECTORY) : -1;
	if (o->beneath && lists.folder < 0)
		fail("cannot open the folder %a: %m", o->beneath, errno);

	if (o->count > CHECKED_MOST)
		fail_usage("%u lists are more than the %u that one run can check",
		    (uint64_t)o->count, (uint64_t)CHECKED_MOST);
	for (unsigned i = 0; i < lists.count; i++) {
		const char *name = o->count ? o->names[i] : "-";

		lists.lists[i].is_stdin = is_stdin(name);
		fds[i] = is_stdin(name) ? dup(STDIN_FILENO) : open_file(name);
		lists.lists[i].error = fds[i] < 0 ? errno : 0;
		if (fds[i] >= 0 && fstat(fds[i], &st) == 0 && !S_ISREG(st.st_mode))
			f->irregular = true;
	}
	if (!feeder_start(&job, fds, lists.count))
		fail("cannot start a process to feed the listed inputs: %m", errno);
	f->list = true;
	plan->checked = o->checked;
}

void
open_inputs(const struct operands *o, struct in_plan *plan, struct facts *f)
{
	*plan = (struct in_plan){
	    .empty = o->empty,
	    .unopened = o->unopened,
	    .several = o->list || o->checked || o->count > 1,
	};
	*f = (struct facts){.inputs = o->count ? o->count : 1};
	if (o->count)
		plan->names = o->names;
	plan->count = o->count;
	if (o->checked)
		open_checked(o, plan, f);
	else if (o->list)
		open_listed(o->list, plan, f);
	else if (o->count > 1)
		open_several(o, plan, f);
	else
		open_only(o->count ? o->names[0] : "-", plan, f);
	plan->waits = f->irregular || f->list;
}
