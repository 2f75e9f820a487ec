/* The feeder: opens the inputs and hands them to the applet, and never reads one. It opens
 * regular files ahead. After an input that may block it waits until the applet has read
 * that to its end, so that each operand is opened in its turn. */
#include "core/after/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/exit.h"
#include "core/after/facts.h"
#include "core/after/read.h"
#include "core/after/sys.h"
#include "core/applet.h"
#include "core/descriptors.h"

static const struct feed_job *kept;

union control {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr header;
};

long
feed_send(int pair, const struct feed_message *m, int fd, int flags)
{
	union control control = {0};
	struct iovec iov = {.iov_base = (void *)(uintptr_t)m, .iov_len = sizeof(*m)};
	struct msghdr h = {.msg_iov = &iov, .msg_iovlen = 1};
	long n;

	if (fd >= 0) {
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(&control.header), &fd, sizeof(int));
		h.msg_control = &control;
		h.msg_controllen = sizeof(control);
	}
	do
		n = sys3(__NR_sendmsg, pair, (long)&h, flags);
	while (n == -EINTR);
	return n < 0 ? n : 0;
}

bool
feed_receive(int pair, struct feed_message *m, int *fd)
{
	union control control = {0};
	struct iovec iov = {.iov_base = m, .iov_len = sizeof(*m)};
	struct msghdr h = {
	    .msg_iov = &iov,
	    .msg_iovlen = 1,
	    .msg_control = &control,
	    .msg_controllen = sizeof(control),
	};
	long n;

	*fd = -1;
	do
		n = sys3(__NR_recvmsg, pair, (long)&h, MSG_CMSG_CLOEXEC);
	while (n == -EINTR);
	if (n != (long)sizeof(*m) || (h.msg_flags & (MSG_TRUNC | MSG_CTRUNC)))
		return false;
	if (h.msg_controllen >= CMSG_LEN(sizeof(int)) && control.header.cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(&control.header), sizeof(int));
	return true;
}

/* The feeder asks for "next" with every ASK_EACH-th descriptor, and sends ASK_EACH more
 * before it waits for the answer, so that neither process waits for the other. */
enum { ASK_EACH = 16, ASKED_MAX = 2 };

static unsigned asked;     /* how many "next" are still to come */
static unsigned in_flight; /* descriptors sent that the applet may not have received */

/* Waits until no more than `left` "next" are still to come. Ends the feeder where the
 * applet has gone. */
static void
wait_for_next(unsigned left)
{
	char byte;
	long n;

	while (asked > left) {
		do
			n = sys3(__NR_read, FEED_PAIR, (long)&byte, 1);
		while (n == -EINTR);
		if (n != 1)
			end_with(1);
		asked--;
	}
	in_flight = left * ASK_EACH;
}

static void
send_message(const struct feed_message *m)
{
	if (feed_send(FEED_PAIR, m, -1, MSG_NOSIGNAL) != 0)
		end_with(1);
	asked += m->ask;
}

/* Sends an input. The kernel refuses more descriptors in flight, of all processes of the
 * user together, than a process may open (ETOOMANYREFS). Wait until the applet has received
 * those of this run; those of other runs may stay for ever, so then it is the input's
 * error. */
static void
send_input(struct feed_message *m, int fd)
{
	const struct feed_message pause = {.kind = FEED_PAUSE, .ask = 1};
	long error = feed_send(FEED_PAIR, m, fd, MSG_NOSIGNAL);

	if (error == -ETOOMANYREFS && in_flight) {
		send_message(&pause);
		wait_for_next(0);
		error = feed_send(FEED_PAIR, m, fd, MSG_NOSIGNAL);
	}
	if (error == -ETOOMANYREFS) {
		m->error = ETOOMANYREFS;
		m->ask = 0;
		send_message(m);
		return;
	}
	if (error)
		end_with(1);
	in_flight += fd >= 0;
	asked += m->ask;
}

static void
feed_fstat(struct feed_message *m, int fd)
{
	struct stat st = {0};

	if (sys3(__NR_fstat, fd, (long)&st, 0) == 0)
		feed_describe(m, &st);
}

/* Opens a name. Descriptor 2 is the lowest free one: the kernel would return no other. */
static long
feed_open(const char *name)
{
	long fd = sys6(__NR_openat, AT_FDCWD, (long)name, O_RDONLY | O_NOCTTY, 0, 0, 0);

	if (fd >= 0 && fd != FEED_OPENED)
		end_with(1);
	return fd;
}

/* The error of a name that is not to be opened at all, or 0. */
static int
name_error(const struct feed_job *job, const char *name)
{
	if (job->refuse_empty && !*name)
		return FEED_EMPTY;
	return job->refuse_dash && is_stdin(name) ? FEED_DASH : 0;
}

static void
feed_input(const struct feed_job *job, const char *name, struct feed_message m)
{
	bool may_block;
	long fd = -1;

	m.kind = FEED_INPUT;
	if (!m.error)
		m.error = name_error(job, name);
	if (!m.error) {
		fd = is_stdin(name) ? STDIN_FILENO : feed_open(name);
		m.error = fd < 0 ? (int)-fd : 0;
	}
	if (fd > 0 || (fd == STDIN_FILENO && !job->no_stdin))
		feed_fstat(&m, (int)fd);
	may_block = m.input.mode && !S_ISREG(m.input.mode) && !S_ISDIR(m.input.mode);
	m.ask = may_block || (fd >= 0 && (in_flight + 1) % ASK_EACH == 0);
	send_input(&m, (int)fd);
	if (fd == FEED_OPENED)
		sys3(__NR_close, FEED_OPENED, 0, 0);
	if (m.ask)
		wait_for_next(may_block ? 0 : ASKED_MAX - 1);
}

/* ---- a list of names ------------------------------------------------------ */

static LARGE _Alignas(64) struct {
	char buf[4096];
	size_t at, filled;
	int error;               /* of reading; then the list ends */
	char name[PATH_MAX + 1]; /* the last name, cut off where it is longer */
	size_t length;
	bool too_long;
} list;

/* The next byte of the list; -1 at its end. */
static int
list_byte(void)
{
	long n;

	/* Nothing comes after an error: it might be the rest of another name. */
	if (list.error)
		return -1;
	if (list.at == list.filled) {
		n = read_some(FEED_LIST, list.buf, sizeof(list.buf));
		list.error = n < 0 ? (int)-n : 0;
		list.at = 0;
		list.filled = n > 0 ? (size_t)n : 0;
		if (n <= 0)
			return -1;
	}
	return (unsigned char)list.buf[list.at++];
}

/* The next name, which may lack its NUL at the end of the list. */
static bool
list_next(void)
{
	int c;

	list.length = 0;
	list.too_long = false;
	while ((c = list_byte()) > 0) {
		if (list.length == PATH_MAX)
			list.too_long = true;
		else
			list.name[list.length++] = (char)c;
	}
	list.name[list.length] = '\0';
	return c == 0 || (list.length > 0 && !list.error);
}

/* The first pass over the list, where it can be read twice: what stat says of each name. */
static struct facts
list_facts(const struct feed_job *job)
{
	struct facts f = {0};
	struct stat st = {0};

	while (list_next()) {
		const bool first = f.inputs++ == 0;
		long error = -1;

		if (name_error(job, list.name) || list.too_long)
			continue;
		if (!is_stdin(list.name))
			error =
			    sys6(__NR_newfstatat, AT_FDCWD, (long)list.name, (long)&st, 0, 0, 0);
		else if (!job->no_stdin)
			error = sys3(__NR_fstat, STDIN_FILENO, (long)&st, 0);
		if (!error)
			facts_add(&f, &st, first);
	}
	sys3(__NR_lseek, FEED_LIST, job->offset, SEEK_SET);
	list.at = list.filled = 0;
	list.error = 0;
	return f;
}

static void
send_facts(const struct feed_job *job)
{
	const struct facts f = job->rewind ? list_facts(job) : (struct facts){0};
	struct feed_message m = {.kind = FEED_FACTS};

	m.facts.inputs = f.inputs;
	m.facts.sizes = f.sizes;
	m.facts.size = f.size;
	m.facts.mode = f.mode;
	m.facts.irregular = f.irregular;
	send_message(&m);
}

static void
feed_listed(const struct feed_job *job)
{
	struct feed_message m = {.kind = FEED_NAME, .length = FEED_NAME_MAX};
	const char *name = list.name;
	size_t left = list.length;

	for (; left > FEED_NAME_MAX; left -= FEED_NAME_MAX) {
		memcpy(m.name, name, FEED_NAME_MAX);
		send_message(&m);
		name += FEED_NAME_MAX;
	}
	memcpy(m.name, name, left);
	m.length = (uint32_t)left;
	m.error = list.too_long ? ENAMETOOLONG : 0;
	feed_input(job, list.name, m);
}

void
feed_setup(const struct feed_job *job)
{
	kept = job;
}

void
feed(void)
{
	const struct feed_job *job = kept;
	struct feed_message m = {.kind = FEED_SEALED};

	send_message(&m);
	if (job->names) {
		for (size_t i = 0; i < job->count; i++)
			feed_input(job, job->names[i], (struct feed_message){0});
	} else {
		send_facts(job);
		while (list_next())
			feed_listed(job);
	}
	m = (struct feed_message){.kind = FEED_END, .error = list.error};
	send_message(&m);
	/* The pair has to stay open until the applet's last "next". */
	wait_for_next(0);
	end_with(0);
}

void
feed_refused(int error)
{
	const struct feed_message m = {.kind = FEED_SEALED, .error = error};

	feed_send(FEED_PAIR, &m, -1, MSG_NOSIGNAL);
	end_with(1);
}
