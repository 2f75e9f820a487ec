/* Blocks, offsets and squeezing, as dump.h describes them. The text does not depend on how
 * the input is cut into pieces; nothing outside the window and the sink's room is read or
 * written. */
#include "lib/dump/dump.h"

#include <string.h>

#include "lib/cpu/pick.h"

enum { CACHE_LINE = 64, MARKED_BYTES = DUMP_MARKED * 16 };

static void
dump_set_level(struct dump *d)
{
	d->run = CPU_PICK(d->level, squeeze_run);
	d->mask = CPU_PICK_VECTOR(d->level, squeeze_mask);
	if (d->count > 1 || !d->formats[0]->print_marked)
		d->mask = NULL;
}

/* Aligns the blocks to cache lines, so that copying into the window and loading from it are
 * faster, if the window is large enough. */
static void
align(struct dump *d)
{
	size_t skip = -((uintptr_t)d->window.bytes + d->block) % CACHE_LINE;

	if (d->window.size >= 2 * d->block + skip) {
		d->window.bytes += skip;
		d->window.size -= skip;
	}
}

void
dump_begin(struct dump *d)
{
	d->block = 0;
	for (size_t i = 0; i < d->count; i++)
		if (d->block < d->formats[i]->block)
			d->block = d->formats[i]->block;
	align(d);
	dump_set_level(d);
	d->window.held = d->block;
	d->before = DUMP_FIRST;
}

uint8_t *
dump_room(const struct dump *d, size_t *n)
{
	return window_room(&d->window, n);
}

/* A single format prints all blocks in one go; several take turns. */
static void
dump_show(struct dump *d, const uint8_t *p, size_t n)
{
	size_t step = d->count == 1 ? n : d->block;

	for (size_t at = 0; at < n; at += step) {
		size_t have = n - at < step ? n - at : step;

		for (size_t i = 0; i < d->count; i++) {
			const struct format *f = d->formats[i];
			size_t part = d->count == 1 || have < f->block ? have : f->block;

			f->print(f, d->sink, p + at, part, d->offset + at);
		}
	}
	d->offset += n;
	d->before = DUMP_SHOWN;
}

static void
dump_squeeze(struct dump *d, size_t n)
{
	if (d->before != DUMP_SQUEEZED) {
		uint8_t *out = sink_room(d->sink, 2);

		*out++ = '*';
		*out++ = '\n';
		d->sink->at = out;
	}
	d->offset += n;
	d->before = DUMP_SQUEEZED;
}

/* Prints a group of blocks of which some repeat the one before and some do not, without a
 * branch for each: the processor would mispredict them. */
static bool
show_some(struct dump *d, const uint8_t *p, size_t n)
{
	const uint32_t all = (1U << DUMP_MARKED) - 1;
	uint32_t same, stars;

	if (!d->mask || n < MARKED_BYTES)
		return false;
	same = d->mask(p);
	if (same == 0 || same == all)
		return false;
	stars = same & ~(same << 1 | (d->before == DUMP_SQUEEZED));
	d->formats[0]->print_marked(d->formats[0], d->sink, p, d->offset, same, stars);
	d->offset += MARKED_BYTES;
	d->before = same >> (DUMP_MARKED - 1) ? DUMP_SQUEEZED : DUMP_SHOWN;
	return true;
}

/* Prints some of the whole blocks at p, at least one, and returns how many
 * bytes they have. */
static size_t
show_or_squeeze(struct dump *d, const uint8_t *p, size_t n)
{
	size_t done = d->block;

	if (d->before != DUMP_FIRST) {
		if (show_some(d, p, n))
			return MARKED_BYTES;
		done = d->run(p, n, d->block, true);
		if (done) {
			dump_squeeze(d, done);
			return done;
		}
		done = d->block;
	}
	done += d->run(p + done, n - done, d->block, false);
	dump_show(d, p, done);
	return done;
}

void
dump_add(struct dump *d, size_t n)
{
	const uint8_t *p = d->window.bytes + d->block;
	size_t all = d->window.held - d->block + n;
	size_t rest = all % d->block;
	size_t whole = all - rest;

	if (!d->squeeze && whole) {
		dump_show(d, p, whole);
		p += whole;
		whole = 0;
	}
	while (whole) {
		size_t done = show_or_squeeze(d, p, whole);

		p += done;
		whole -= done;
	}
	window_keep(&d->window, p - d->block, d->block + rest);
}

void
dump_end(struct dump *d)
{
	const struct format *last = NULL;
	size_t held = d->window.held - d->block;

	if (held) {
		uint8_t *p = d->window.bytes + d->block;

		memset(p + held, 0, d->block - held);
		dump_show(d, p, held);
		d->window.held = d->block;
	}
	for (size_t i = 0; i < d->count; i++)
		if (d->formats[i]->end)
			last = d->formats[i];
	if (last && d->offset)
		last->end(last, d->sink, d->offset);
}
