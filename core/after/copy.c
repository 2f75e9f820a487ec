/* Copies that do not enter the process: bytes are spliced, from the input to the
 * output or through a pipe of our own. Whatever refuses, for whichever reason, is
 * read and written instead: that loses and doubles nothing, and shows which of the
 * two sides has failed, which splice does not tell. */
#include "core/after/copy.h"

#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/sys.h"
#include "core/after/wait.h"
#include "core/applet.h"
#include "core/descriptors.h"

/* More than any pipe holds at once; and the most that one read gets out of a pipe
 * whose writer makes packets (O_DIRECT in pipe(2)). */
enum { PIECE = 1 << 20, PACKET = 4096 };

static bool relay_shut; /* the output takes nothing out of our pipe */

static long
splice_on(int from, int to, size_t n)
{
	long done;

	do
		done = sys6(__NR_splice, from, 0, to, 0, (long)n, 0);
	while (done == -EINTR);
	return done;
}

/* One piece. Returns what in_read() does. */
static long
by_hand(const struct input *in)
{
	long n;

	out_flush();
	n = in_read(in, out_room(OUT_ROOM), out_free());
	if (n > 0) {
		out_used((size_t)n);
		out_flush();
	}
	return n;
}

/* Whether to splice would move bytes. Into a pipe whose reader has gone it is
 * SIGPIPE, even at the end, when there is nothing to write: that is for read to
 * find. */
static bool
has_bytes(const struct input *in, uint64_t done)
{
	long events;

	if (S_ISREG(in->mode))
		return done < in->size;
	/* A pipe at its end is not POLLIN. */
	events = wait_for(STDIN_FILENO, POLLIN);
	return events > 0 && (events & POLLIN);
}

/* Packets that are spliced on stay packets, and a reader loses what it does not take
 * of one at once. Nothing tells this end of them but the size of reads: until one
 * gets more, it is done by hand. */
static long
splice_directly(const struct input *in)
{
	bool refused = false, packets = S_ISFIFO(in->mode);
	uint64_t done = 0;
	long n;

	for (;;) {
		n = 0;
		if (!refused && !packets && has_bytes(in, done)) {
			n = splice_on(STDIN_FILENO, STDOUT_FILENO, PIECE);
			/* Whichever side is not ready, by hand it is waited for. */
			refused = n < 0 && n != -EAGAIN;
		}
		if (n <= 0) {
			n = by_hand(in);
			packets = packets && n <= PACKET;
		}
		if (n <= 0)
			return n;
		done += (uint64_t)n;
	}
}

/* Empties our pipe of its n bytes into the output. Returns 0, or the errno of
 * reading, which then is the input's: its pages are what the pipe holds. */
static long
empty_relay(size_t n)
{
	long done;

	while (n) {
		done = relay_shut ? -EINVAL : splice_on(RELAY_OUT, STDOUT_FILENO, n);
		if (done <= 0) {
			relay_shut = done != -EAGAIN;
			do
				done = sys3(__NR_read, RELAY_OUT, (long)out_room(OUT_ROOM),
				    (long)(n < out_free() ? n : out_free()));
			while (done == -EINTR);
			if (done <= 0) {
				/* What stays in the pipe is nothing for the next input. */
				relay_shut = true;
				return done ? done : -EIO;
			}
			out_used((size_t)done);
			out_flush();
		}
		n -= (size_t)done;
	}
	return 0;
}

static long
splice_through_relay(const struct input *in)
{
	bool refused = false;
	long n, error;

	for (;;) {
		n = 0;
		if (!refused && !relay_shut) {
			n = splice_on(STDIN_FILENO, RELAY_IN, PIECE);
			refused = n < 0 && n != -EAGAIN;
		}
		if (n > 0) {
			error = empty_relay((size_t)n);
			if (error)
				return error;
			continue;
		}
		n = by_hand(in);
		if (n <= 0)
			return n;
	}
}

/* Whether nothing but bytes comes out of it. To splice nothing from a terminal takes
 * its end of file away, and to splice from a socket that has messages cuts off what
 * the pipe has no room for. */
static bool
suits(const struct input *in)
{
	if (S_ISREG(in->mode))
		return in->size >= COPY_LARGE;
	return S_ISFIFO(in->mode) || S_ISBLK(in->mode);
}

long
copy_input(const struct input *in, enum copy_way way)
{
	long n;

	out_flush();
	if (way != COPY_READ && suits(in))
		return way == COPY_SPLICE ? splice_directly(in) : splice_through_relay(in);
	do
		n = by_hand(in);
	while (n > 0);
	return n;
}
