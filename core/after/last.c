/* The last lines or bytes of an input: found from its end where it has places; else held in
 * the reserve, of which no more is touched than they need. Never are fewer of them taken
 * for all. */
#include "core/after/last.h"

#include <unistd.h>

#include "core/applet.h"
#include "lib/cpu/pick.h"
#include "lib/lines/lines.h"
#include "lib/ring.h"

/* ---- from the end -------------------------------------------------------- */

/* Reads what there is of n bytes. Returns how many, or a negative errno. */
static long
read_whole(const struct input *in, uint8_t *to, size_t n)
{
	size_t done = 0;

	while (done < n) {
		const long got = in_read(in, to + done, n - done);

		if (got < 0)
			return got;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (long)done;
}

/* Blocks begin at multiples of their size. The first is small: most often the lines are in
 * it. They are read into what is free of the output buffer, which touches no other memory. */
static int64_t
last_lines(const struct input *in, const struct last *last, struct span *s, int64_t *position)
{
	lines_skip *back = CPU_PICK(cpu_level(), lines_back);
	int64_t to = s->to, size = OUT_ROOM / 2;
	uint64_t left = 0;

	while (to > s->from) {
		uint8_t *block = out_room(OUT_ROOM);
		const int64_t begin = (to - 1) / size * size;
		const int64_t at = begin < s->from ? s->from : begin;
		const int64_t moved = in_seek(at - *position, SEEK_CUR);
		long got;

		if (moved < 0)
			return moved;
		*position = at;
		got = read_whole(in, block, (size_t)(to - at));
		if (got < 0)
			return got;
		*position += got;
		if (*position < to) {
			/* It is shorter by now. Begin again from there. */
			s->to = to = *position;
			left = 0;
			continue;
		}
		if (to == s->to)
			left = last->count + (block[got - 1] == last->end);
		got = (long)back(block, (size_t)got, last->end, &left);
		if (!left)
			return at + got;
		to = at;
		out_flush();
		size = (int64_t)out_free() / OUT_ROOM * OUT_ROOM;
	}
	return s->from;
}

int64_t
last_find(const struct input *in, const struct last *last, struct span *s)
{
	int64_t position = in_seek(0, SEEK_CUR), at = s->from;

	if (position < 0)
		return position;
	if (last->bytes && last->count < (uint64_t)(s->to - s->from))
		at = s->to - (int64_t)last->count;
	else if (!last->bytes && last->count < UINT64_MAX)
		at = last_lines(in, last, s, &position);
	return at < 0 || at == position ? at : in_seek(at - position, SEEK_CUR);
}

/* ---- held ---------------------------------------------------------------- */

/* What is held, and how many of its bytes end lines. */
struct held {
	struct ring ring;
	uint64_t ends;
	bool open; /* the last byte is no end of a line */
};

/* Takes the first n bytes or lines, and writes them if wanted. */
static void
take(struct held *held, const struct last *last, uint64_t n, bool write)
{
	lines_skip *skip = CPU_PICK(cpu_level(), lines_skip);

	if (!last->bytes)
		held->ends -= n;
	while (n) {
		size_t size;
		const uint8_t *bytes = ring_front(&held->ring, &size);

		if (!last->bytes) {
			size = skip(bytes, size, last->end, &n);
		} else {
			size = size < n ? size : (size_t)n;
			n -= size;
		}
		if (write)
			out_write(bytes, size);
		ring_drop(&held->ring, size);
	}
}

/* How many of what is held are not of the last, whatever follows. */
static uint64_t
too_many(const struct held *held, const struct last *last)
{
	const uint64_t there = last->bytes ? held->ring.held : held->ends + held->open;

	return there > last->count ? there - last->count : 0;
}

static void
add(struct held *held, const struct last *last, const uint8_t *bytes, size_t n)
{
	lines_skip *skip = CPU_PICK(cpu_level(), lines_skip);
	uint64_t left = UINT64_MAX;

	if (!last->bytes) {
		(void)skip(bytes, n, last->end, &left);
		held->ends += UINT64_MAX - left;
		held->open = bytes[n - 1] != last->end;
	}
	ring_add(&held->ring, n);
}

static void
say_too_much(const struct input *in, size_t most)
{
	const bool all = most == LAST_LINES_MOST;
	const uint64_t size = all ? most >> 20 : most >> 10;
	const char *unit = all ? "MiB" : "KiB";

	if (is_stdin(in->name))
		say("%s: more than %u %s to hold", in_title(in), size, unit);
	else
		say("%f: more than %u %s to hold", in->name, size, unit);
}

static void
write_held(struct ring *ring)
{
	while (ring->held) {
		size_t size;
		const uint8_t *bytes = ring_front(ring, &size);

		out_write(bytes, size);
		ring_drop(ring, size);
	}
}

long
last_hold(const struct input *in, const struct last *last, bool others)
{
	const struct memory all = reserved();
	struct held held = {.ring = {.bytes = all.bytes, .most = all.size - RING_ROOM}};
	struct ring *ring = &held.ring;
	long n;

	ring->size = ring->most < LAST_MORE ? ring->most : LAST_MORE;
	for (;;) {
		uint8_t *to;

		while (!ring_has_room(ring) && ring_grow(ring))
			;
		if (!ring_has_room(ring)) {
			say_too_much(in, all.size - LAST_MORE);
			return 1;
		}
		to = ring_room(ring);
		n = in_read(in, to, RING_ROOM);
		if (n <= 0)
			break;
		add(&held, last, to, (size_t)n);
		take(&held, last, too_many(&held, last), others);
	}
	if (n == 0 && others)
		(void)in_seek(-(int64_t)ring->held, SEEK_CUR);
	else if (n == 0)
		write_held(ring);
	return n;
}
