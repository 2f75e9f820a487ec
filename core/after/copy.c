/* Copies by splice, from the input to the output or through a private pipe, so that the
 * bytes do not enter the process. Where splice refuses, for any reason, read and write
 * take over: no byte is lost or copied twice, and they show which side has failed, which
 * splice does not tell. */
#include "core/after/copy.h"

#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/after/read.h"
#include "core/after/sys.h"
#include "core/after/wait.h"
#include "core/applet.h"
#include "core/descriptors.h"

/* PIECE is more than any pipe holds. PACKET is the most that one read gets from a pipe in
 * packet mode (O_DIRECT in pipe(2)). */
enum { PIECE = 1 << 20, PACKET = 4096 };

static bool relay_shut; /* the output refuses to be spliced into */

static long
splice_on(int from, int to, size_t n)
{
	long done;

	do
		done = sys6(__NR_splice, from, 0, to, 0, (long)n, 0);
	while (done == -EINTR);
	return done;
}

/* Copies one piece by read and write. Returns what in_read() does. */
static long
copy_piece(const struct input *in)
{
	const uint8_t *piece;
	long n;

	out_flush();
	n = in_read_out(in, &piece, SIZE_MAX);
	if (n > 0) {
		out_used((size_t)n);
		out_flush();
	}
	return n;
}

/* Whether splice would move bytes. Splicing into a pipe without a reader raises SIGPIPE
 * even at end of file; read has to detect the end. */
static bool
has_bytes(const struct input *in, uint64_t done)
{
	long events;

	if (S_ISREG(in->mode))
		return done < in->size;
	/* At the end of a pipe, POLLIN is not set. */
	events = wait_for(STDIN_FILENO, POLLIN);
	return events > 0 && (events & POLLIN);
}

/* Splicing keeps packet boundaries, and a short read of the reader's drops the rest of a
 * packet. Only a read larger than PACKET proves a stream, so pieces are read and written
 * until then. */
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
			/* EAGAIN: one side is not ready; read or write waits for it. */
			refused = n < 0 && n != -EAGAIN;
		}
		if (n <= 0) {
			n = copy_piece(in);
			packets = packets && n <= PACKET;
		}
		if (n <= 0)
			return n;
		done += (uint64_t)n;
	}
}

/* Moves the n bytes in the private pipe to the output. Returns 0, or the negative errno of
 * reading the pipe. That error is the input's: the pipe holds its pages. */
static long
empty_relay(size_t n)
{
	long done;

	while (n) {
		done = relay_shut ? -EINVAL : splice_on(RELAY_OUT, STDOUT_FILENO, n);
		if (done <= 0) {
			uint8_t *room = out_room(OUT_ROOM);

			relay_shut = done != -EAGAIN;
			done = read_some(RELAY_OUT, room, n < out_free() ? n : out_free());
			if (done <= 0) {
				/* The next input must not get what is left in the pipe. */
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
		n = copy_piece(in);
		if (n <= 0)
			return n;
	}
}

/* Whether it may be spliced. Splicing no bytes from a terminal takes its end of file away,
 * and splicing from a datagram socket cuts off what the pipe has no room for. */
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
		n = copy_piece(in);
	while (n > 0);
	return n;
}

long
copy_bytes(const struct input *in, uint64_t n)
{
	const uint8_t *piece;

	while (n) {
		const long got = in_read_out(in, &piece, n);

		if (got <= 0)
			return got;
		out_used((size_t)got);
		n -= (uint64_t)got;
	}
	return 0;
}
