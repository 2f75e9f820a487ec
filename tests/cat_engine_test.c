/* cat's engine against a slow one of another shape: a line is collected, then
 * printed by snprintf. All options, all splits, all sizes of the room. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "applets/cat/show.h"

static unsigned long passed, failed;
static uint64_t seed = 1;

static uint32_t
any(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 32) % below;
}

static void
oracle_byte(FILE *f, const struct show_options *o, int c)
{
	if (c == '\t') {
		fputs(o->tabs ? "^I" : "\t", f);
	} else if (!o->controls) {
		fputc(c, f);
	} else {
		if (c >= 128)
			fputs("M-", f);
		c &= 127;
		if (c == 127)
			fputs("^?", f);
		else if (c < 32)
			fprintf(f, "^%c", c + 64);
		else
			fputc(c, f);
	}
}

static size_t
oracle(const struct show_options *o, const uint8_t *in, size_t n, char **out)
{
	unsigned long number = 0, blank = 0;
	size_t size, from = 0, to;
	FILE *f = open_memstream(out, &size);

	for (; from < n; from = to + 1) {
		for (to = from; to < n && in[to] != '\n'; to++)
			;
		bool ended = to < n, empty = from == to;
		blank = empty ? blank + 1 : 0;
		if (o->squeeze && blank > 1)
			continue;
		if (o->nonblank ? !empty : o->number)
			fprintf(f, "%6lu\t", ++number);
		for (size_t i = from; i < to; i++)
			if (ended && o->ends && in[i] == '\r' && i + 1 == to)
				fputs("^M", f);
			else
				oracle_byte(f, o, in[i]);
		if (ended)
			fputs(o->ends ? "$\n" : "\n", f);
	}
	fclose(f);
	return size;
}

/* Feeds pieces of at most `piece` bytes, with rooms of at most `most`. */
static size_t
engine(const struct show_options *o, const uint8_t *in, size_t n, size_t piece, size_t most,
    uint8_t *out)
{
	struct show s;
	size_t used = 0;

	show_begin(&s, o);
	for (size_t at = 0; at < n;) {
		size_t len = n - at < piece ? n - at : piece;
		/* Of exactly its size, so that the sanitizer sees a byte too much. */
		uint8_t *copy = malloc(len);
		const uint8_t *p = copy;
		memcpy(copy, in + at, len);
		while (p < copy + len) {
			size_t room = SHOW_ROOM + any((uint32_t)(most - SHOW_ROOM) + 1);
			uint8_t *space = malloc(room);
			size_t got = show(&s, &p, copy + len, space, room);
			memcpy(out + used, space, got);
			used += got;
			free(space);
		}
		free(copy);
		at += len;
	}
	return used + show_end(&s, out + used);
}

static void
check(unsigned bits, const uint8_t *in, size_t n, size_t piece, size_t most)
{
	static uint8_t got[1 << 20];
	struct show_options o = {bits & 1, bits & 2, bits & 4, bits & 8, bits & 16, bits & 32};
	char *want;
	size_t size = oracle(&o, in, n, &want);
	size_t used = engine(&o, in, n, piece, most, got);

	if (used == size && memcmp(got, want, size) == 0)
		passed++;
	else if (failed++ < 20)
		printf("options %x, %zu bytes, pieces of %zu, rooms of %zu: differs\n", bits, n,
		    piece, most);
	free(want);
}

/* The byte kinds that matter, at different densities. */
static void
fill(uint8_t *p, size_t n, unsigned kind)
{
	static const uint8_t special[] = "\n\n\n\r\t\0\177\200\377a\n\r";

	for (size_t i = 0; i < n; i++)
		p[i] = kind == 0 || any(kind) == 0 ? special[any(sizeof(special) - 1)]
		                                   : (uint8_t)any(kind == 40 ? 128 : 256);
}

int
main(void)
{
	static uint8_t data[9000];

	for (unsigned bits = 0; bits < 64; bits++) {
		for (size_t n = 0; n <= 300; n++) {
			fill(data, n, n % 4 ? 40 : 0);
			check(bits, data, n, 1 + any(40), SHOW_ROOM + any(200));
		}
		for (size_t split = 1; split <= 40; split++) {
			fill(data, 40, 3);
			check(bits, data, 40, split, 1000);
		}
		for (unsigned kind = 0; kind < 50; kind += 10) {
			fill(data, sizeof(data), kind);
			check(bits, data, sizeof(data), sizeof(data), 65536);
			check(bits, data, sizeof(data), 4096, 16384);
		}
	}
	memset(data, '\n', sizeof(data));
	for (unsigned bits = 0; bits < 64; bits++)
		check(bits, data, sizeof(data), 1000, 16384);
	printf("%lu passed, %lu failed\n", passed, failed);
	return failed != 0;
}
