/* The feeder: opens the inputs and hands them to the applet, and never reads one. It opens
 * regular files ahead. After an input that may block it waits until the applet has read
 * that to its end, so that each operand is opened in its turn. */
#include "core/after/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/exit.h"
#include "core/after/feed_inner.h"
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

void
feed_tell(const struct feed_message *m)
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
		feed_tell(&pause);
		wait_for_next(0);
		error = feed_send(FEED_PAIR, m, fd, MSG_NOSIGNAL);
	}
	if (error == -ETOOMANYREFS) {
		m->error = ETOOMANYREFS;
		m->ask = 0;
		feed_tell(m);
		return;
	}
	if (error)
		end_with(1);
	in_flight += fd >= 0;
	asked += m->ask;
}

void
feed_fstat(struct feed_message *m, int fd)
{
	struct stat st = {0};

	if (sys3(__NR_fstat, fd, (long)&st, 0) == 0)
		feed_describe(m, &st);
}

/* Descriptor 2 is the lowest free one: the kernel would return no other. */
long
feed_open(const char *name, int flags)
{
	long fd = sys6(__NR_openat, AT_FDCWD, (long)name, O_RDONLY | O_NOCTTY | flags, 0, 0, 0);

	if (fd >= 0 && fd != FEED_OPENED)
		end_with(1);
	return fd;
}

/* Sends the text that comes with an input, but for the part that fits into its message. The
 * input is open by now: between these messages the applet never has to wait for long. */
static void
send_text(struct feed_message *m, const char *text, size_t length)
{
	struct feed_message part = {.kind = FEED_NAME, .length = FEED_NAME_MAX};

	for (; length > FEED_NAME_MAX; length -= FEED_NAME_MAX) {
		memcpy(part.name, text, FEED_NAME_MAX);
		feed_tell(&part);
		text += FEED_NAME_MAX;
	}
	memcpy(m->name, text, length);
	m->length = (uint32_t)length;
}

void
feed_pass(struct feed_message *m, const char *text, size_t length, long fd)
{
	const bool irregular = m->input.mode && !S_ISREG(m->input.mode) && !S_ISDIR(m->input.mode);
	/* Standard input may be the next list. */
	const bool in_turn = irregular || (fd == STDIN_FILENO && kept->checked);

	m->kind = FEED_INPUT;
	m->ask = in_turn || (fd >= 0 && (in_flight + 1) % ASK_EACH == 0);
	if (length)
		send_text(m, text, length);
	send_input(m, (int)fd);
	if (fd == FEED_OPENED)
		sys3(__NR_close, FEED_OPENED, 0, 0);
	if (m->ask)
		wait_for_next(in_turn ? 0 : ASKED_MAX - 1);
}

int
feed_name_error(const char *name)
{
	if (kept->refuse_empty && !*name)
		return FEED_EMPTY;
	return kept->refuse_dash && is_stdin(name) ? FEED_DASH : 0;
}

void
feed_input(struct feed_message *m, const char *name, const char *text, size_t length)
{
	long fd = -1;

	if (!m->error) {
		fd = is_stdin(name) ? STDIN_FILENO : feed_open(name, 0);
		m->error = fd < 0 ? (int)-fd : 0;
	}
	if (fd > 0 || (fd == STDIN_FILENO && !kept->no_stdin))
		feed_fstat(m, (int)fd);
	feed_pass(m, text, length, fd);
}

static void
feed_operands(const struct feed_job *job)
{
	for (size_t i = 0; i < job->count; i++) {
		struct feed_message m = {.error = feed_name_error(job->names[i])};

		feed_input(&m, job->names[i], NULL, 0);
	}
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
	int error = 0;

	feed_tell(&m);
	if (job->names)
		feed_operands(job);
	else if (job->checked)
		feed_checked(job->checked);
	else
		error = feed_names(job);
	m = (struct feed_message){.kind = FEED_END, .error = error};
	feed_tell(&m);
	/* The pair has to stay open until the applet's last "next". */
	wait_for_next(0);
	end_with(0);
}

void
feed_refused(enum feed_kind kind, int error)
{
	const struct feed_message m = {.kind = kind, .error = error};

	feed_send(FEED_PAIR, &m, -1, MSG_NOSIGNAL);
	end_with(1);
}
