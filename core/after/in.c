/* The inputs of a sealed run. There is one at a time, and it is descriptor 0:
 * the only one, or the one that came last out of the queue of inputs which
 * were opened before the seal. */
#include "core/after/in.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "core/after/say.h"
#include "core/after/sys.h"
#include "core/after/wait.h"
#include "core/applet.h"

static const struct in_plan *plan;
static size_t passed;
static const char *next_listed;

void
in_setup(const struct in_plan *p)
{
	plan = p;
	next_listed = p->listed;
}

size_t
in_passed(void)
{
	return passed;
}

/* The name of the input after the passed ones. */
static const char *
next_name(void)
{
	const char *name;

	if (!plan->listed)
		return plan->names ? plan->names[passed] : "-";
	name = next_listed;
	next_listed = name + strlen(name) + 1;
	return name;
}

/* Takes the next message; its descriptor, if there is one, becomes 0, which is
 * free. False where the queue ended too early. */
static bool
receive(struct in_message *m)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	struct iovec iov = {m, sizeof(*m)};
	struct msghdr h = {
	    .msg_iov = &iov,
	    .msg_iovlen = 1,
	    .msg_control = &control,
	    .msg_controllen = sizeof(control),
	};
	long n;

	do
		n = sys3(__NR_recvmsg, IN_QUEUE_FD, (long)&h, MSG_CMSG_CLOEXEC);
	while (n == -EINTR);
	return n == (long)sizeof(*m) && (m->error || h.msg_controllen);
}

/* The next input's message, whatever way it comes. */
static struct in_message
next_message(void)
{
	struct in_message m = {0};

	if (!plan->several)
		return plan->only;
	if (passed >= plan->queued)
		return (struct in_message){.error = plan->rest};
	sys3(__NR_close, 0, 0, 0);
	if (!receive(&m)) {
		say("inputs lost");
		end();
	}
	return m;
}

static void
report(const char *name, int error)
{
	if (error == IN_EMPTY && plan->list)
		say("%f:%u: %s", plan->list, (uint64_t)passed, plan->empty);
	else if (error == IN_EMPTY)
		say("%s", plan->empty);
	else if (error == IN_DASH)
		say("when reading file names from standard input, no file name of '-' allowed");
	else
		say("%f: %m", name, error);
}

bool
in_next(struct input *in)
{
	while (passed < plan->count) {
		const char *name = next_name();
		struct in_message m = next_message();

		passed++;
		if (m.error) {
			report(name, m.error);
			continue;
		}
		*in = (struct input){
		    .name = name,
		    .implied = !plan->names && !plan->listed,
		    .mode = m.mode,
		    .block = m.block,
		    .size = m.size,
		    .dev = m.dev,
		    .ino = m.ino,
		};
		return true;
	}
	return false;
}

long
in_read(const struct input *in, void *buf, size_t size)
{
	long n;

	/* Files of /proc and the like say that they are regular and empty, and
	 * some of them block. */
	if (!S_ISREG(in->mode) || in->size == 0)
		out_flush();
	do
		n = sys3(__NR_read, 0, (long)buf, (long)size);
	while (n == -EINTR || (n == -EAGAIN && (n = wait_for(0, POLLIN)) == 0));
	return n;
}

int64_t
in_seek(int64_t offset, int whence)
{
	return sys3(__NR_lseek, 0, offset, whence);
}
