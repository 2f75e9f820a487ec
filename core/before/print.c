/* Standard output of what is no filter: help, lists, policies. */
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <unistd.h>

#include "core/before/before.h"
#include "lib/large.h"
#include "lib/text.h"

static void
drain(struct text *t)
{
	size_t done = 0;

	while (done < t->len) {
		ssize_t n = write(1, t->buf + done, t->len - done);
		if (n > 0)
			done += (size_t)n;
		else if (n == 0)
			fail("write error: %m", ENOSPC);
		else if (errno == EAGAIN)
			poll(&(struct pollfd){.fd = 1, .events = POLLOUT}, 1, -1);
		else if (errno != EINTR)
			fail("write error: %m", errno);
	}
	t->len = 0;
}

static LARGE _Alignas(64) char buf[4096];
static struct text out = {.buf = buf, .cap = sizeof(buf), .drain = drain};

void
print(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_format(&out, format, args);
	va_end(args);
}

struct text *
print_text(void)
{
	return &out;
}

void
print_end(void)
{
	drain(&out);
}
