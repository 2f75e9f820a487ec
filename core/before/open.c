/* Step 4: every input is opened, in the order of the operands, before the
 * seal. What fails is remembered and reported when its turn comes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/before/before.h"

/* GNU's wc reads a list of up to this size whole as well. */
enum { LIST_MAX = 10 << 20 };

struct out_facts
out_facts(void)
{
	struct out_facts f = {.missing = was_missing(1)};
	struct stat st;
	int flags;

	if (f.missing || fstat(1, &st) != 0)
		return f;
	f.mode = st.st_mode;
	f.dev = st.st_dev;
	f.ino = st.st_ino;
	if (S_ISREG(st.st_mode) || S_ISBLK(st.st_mode)) {
		flags = fcntl(1, F_GETFL);
		f.append = flags >= 0 && (flags & O_APPEND);
	}
	return f;
}

static bool
is_stdin(const char *name)
{
	return name[0] == '-' && name[1] == '\0';
}

/* No O_CLOEXEC: nothing is executed, and musl asks twice for it. */
static int
open_name(const char *name)
{
	return open(name, O_RDONLY | O_NOCTTY);
}

/* Reads all of fd; as slurp(). */
static long
read_all(int fd, char *buf, size_t size, int *error)
{
	size_t used = 0;
	ssize_t n;

	*error = 0;
	for (;;) {
		char more;
		n = used < size ? read(fd, buf + used, size - used) : read(fd, &more, 1);
		if (n == 0)
			return (long)used;
		if (n > 0 && used == size)
			return -1;
		if (n > 0) {
			used += (size_t)n;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, -1);
		} else if (errno != EINTR) {
			*error = errno;
			return -1;
		}
	}
}

long
slurp(const char *name, void *buf, size_t size, int *error)
{
	int fd = is_stdin(name) ? 0 : open_name(name);
	long n;

	if (fd < 0) {
		*error = errno;
		return -1;
	}
	n = read_all(fd, buf, size, error);
	if (fd > 0)
		close(fd);
	return n;
}

/* Adds what stat said to the facts. */
static void
count_in(struct facts *f, const struct stat *st, bool first)
{
	uint64_t size = st->st_size > 0 ? (uint64_t)st->st_size : 0;

	if (first) {
		f->mode = st->st_mode;
		f->size = size;
	}
	if (!S_ISREG(st->st_mode))
		f->irregular = true;
	else
		f->sizes = f->sizes > UINT64_MAX - size ? UINT64_MAX : f->sizes + size;
}

/* Opens one operand. Returns its descriptor, 0 for standard input, or -1;
 * fills the message, and adds to the facts what can be known of it. */
static int
open_one(const char *name, struct in_message *m, struct facts *f, bool first)
{
	bool standard = is_stdin(name);
	int fd = standard ? 0 : open_name(name);
	struct stat st;

	*m = (struct in_message){.error = fd < 0 ? errno : 0};
	if (standard && was_missing(0))
		return fd;
	/* What cannot be opened may still have a size that counts. */
	if ((fd < 0 ? stat(name, &st) : fstat(fd, &st)) != 0)
		return fd;
	count_in(f, &st, first);
	m->mode = st.st_mode;
	m->block = (uint32_t)st.st_blksize;
	m->size = st.st_size > 0 ? (uint64_t)st.st_size : 0;
	m->dev = st.st_dev;
	m->ino = st.st_ino;
	return fd;
}

/* Makes fd descriptor 0; where there is none, a placeholder, so that nobody
 * reads the user's standard input for a file that is missing. */
static void
become_stdin(int fd)
{
	if (fd == 0)
		return;
	if (fd < 0)
		fd = open("/", O_PATH | O_CLOEXEC);
	if (fd < 0 || dup2(fd, 0) < 0)
		fail("cannot open: %m", errno);
	/* The seal closes fd. */
}

/* Puts a message, with fd unless that is negative, into the queue. Returns 0
 * or the errno for what does not fit any more. */
static int
enqueue(int queue, const struct in_message *m, int fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {0};
	struct iovec iov = {.iov_base = (void *)(uintptr_t)m, .iov_len = sizeof(*m)};
	struct msghdr h = {.msg_iov = &iov, .msg_iovlen = 1};

	if (fd >= 0) {
		struct cmsghdr *c = &control.align;
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &fd, sizeof(int));
		h.msg_control = &control;
		h.msg_controllen = sizeof(control);
	}
	if (sendmsg(queue, &h, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
		return 0;
	/* A full socket, or too many descriptors under way: too many, for now. */
	return errno == EAGAIN || errno == ETOOMANYREFS ? EMFILE : errno;
}

static const char *
name_at(const struct in_plan *plan, size_t i, const char *previous)
{
	if (plan->names)
		return plan->names[i];
	if (!plan->listed)
		return "-";
	return i == 0 ? plan->listed : previous + strlen(previous) + 1;
}

/* Errors that a name has by itself. */
static int
name_error(const struct in_plan *plan, const char *name)
{
	if (plan->empty && !*name)
		return IN_EMPTY;
	if (plan->list && is_stdin(plan->list) && is_stdin(name))
		return IN_DASH;
	return 0;
}

/* Fills the queue, and leaves it as descriptor 3. */
static void
open_several(struct in_plan *plan, struct facts *f)
{
	const char *name = NULL;
	struct in_message m;
	int pair[2], fd, room = 8 << 20;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		fail("cannot queue the inputs: %m", errno);
	/* As much room as we may have: the first needs a privilege. */
	if (setsockopt(pair[0], SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof(room)) != 0)
		setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	for (size_t i = 0; i < plan->count; i++) {
		name = name_at(plan, i, name);
		fd = -1;
		m = (struct in_message){.error = name_error(plan, name)};
		if (!m.error)
			fd = open_one(name, &m, f, i == 0);
		if (!plan->rest)
			plan->rest = enqueue(pair[0], &m, fd);
		if (!plan->rest)
			plan->queued++;
		if (fd > 0)
			close(fd);
	}
	close(pair[0]);
	if (pair[1] != IN_QUEUE_FD && dup2(pair[1], IN_QUEUE_FD) < 0)
		fail("cannot queue the inputs: %m", errno);
}

/* The only input there is, as descriptor 0. */
static void
open_only(struct in_plan *plan, struct facts *f)
{
	const char *name = name_at(plan, 0, NULL);

	plan->only.error = name_error(plan, name);
	become_stdin(plan->only.error ? -1 : open_one(name, &plan->only, f, true));
}

/* Takes the names from a list: the names are looked at no further than for the
 * NUL bytes that end them. */
static void
read_list(const char *list, struct in_plan *plan, struct facts *f)
{
	struct stat st;
	int error, fd = is_stdin(list) ? 0 : open_name(list);
	char *listed;
	long n;

	if (fd < 0)
		fail("cannot open %a for reading: %m", list, errno);
	/* Its pages are there only when something is read into them. */
	listed =
	    mmap(NULL, LIST_MAX + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (listed == MAP_FAILED)
		fail("%f: %m", list, errno);
	n = read_all(fd, listed, LIST_MAX, &error);
	if (n < 0 && error)
		fail("%f: read error: %m", list, error);
	if (n < 0)
		fail("%f: the list of names is longer than 10 MiB", list);
	f->list = fstat(fd, &st) != 0 || !S_ISREG(st.st_mode);
	if (fd > 0)
		close(fd);
	if (n > 0 && listed[n - 1])
		n++; /* the last name may lack its NUL */
	for (const char *p = listed; p < listed + n; p += strlen(p) + 1)
		plan->count++;
	plan->list = list;
	plan->listed = listed;
}

void
open_inputs(const struct applet *a, const struct operands *o, struct in_plan *plan, struct facts *f)
{
	*plan = (struct in_plan){.empty = a->empty, .count = 1};
	*f = (struct facts){0};
	if (o->list) {
		plan->count = 0;
		read_list(o->list, plan, f);
	} else if (o->count) {
		plan->names = o->names;
		plan->count = o->count;
	}
	f->inputs = plan->count;
	plan->several = plan->count > 1;
	if (plan->several)
		open_several(plan, f);
	else if (plan->count == 1)
		open_only(plan, f);
}
