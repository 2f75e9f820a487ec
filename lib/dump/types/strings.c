/* A run that begins and ends in the same piece is printed from there. */
#include "lib/dump/types/strings.h"

#include <string.h>

#include "lib/ascii.h"

static void
put_string(const struct ended_strings *s, uint64_t offset, const uint8_t *p, size_t n)
{
	offsets_put(s->offsets, s->sink, offset, ' ');
	sink_write(s->sink, p, n);
	sink_write(s->sink, "\n", 1);
}

static size_t
run_length(const uint8_t *p, size_t n)
{
	size_t i = 0;

	while (i < n && ascii_is_printable((char)p[i]))
		i++;
	return i;
}

static bool
hold(struct ended_strings *s, const uint8_t *p, size_t n)
{
	if (n > s->size - s->count)
		return false;
	memcpy(s->held + s->count, p, n);
	s->count += n;
	return true;
}

/* Ends the run of which n bytes are at p, and the others are held. */
static bool
end_run_of(struct ended_strings *s, const uint8_t *p, size_t n, bool is_string)
{
	const size_t all = s->count + n;

	if (!is_string || all < s->min) {
		s->count = 0;
		return true;
	}
	if (!s->count) {
		put_string(s, s->offset, p, n);
		return true;
	}
	if (!hold(s, p, n))
		return false;
	put_string(s, s->offset + n - all, s->held, all);
	s->count = 0;
	return true;
}

bool
ended_strings_add(struct ended_strings *s, const uint8_t *p, size_t n)
{
	while (n) {
		const size_t run = run_length(p, n);

		if (run == n) {
			s->offset += n;
			return hold(s, p, n);
		}
		if (!end_run_of(s, p, run, !p[run]))
			return false;
		s->offset += run + 1;
		p += run + 1;
		n -= run + 1;
	}
	return true;
}

void
ended_strings_cut(struct ended_strings *s)
{
	if (s->count && s->count >= s->min)
		put_string(s, s->offset - s->count, s->held, s->count);
	s->count = 0;
}
