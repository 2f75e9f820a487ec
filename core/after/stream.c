/* All inputs as one stream. No byte after its end is read, so that another process that
 * shares the input can read the rest. */
#include <sys/stat.h>

#include "core/applet.h"
#include "lib/growth.h"

/* How the reads grow that the applet's output does not follow: where text is printed, larger
 * ones are slower, as text is best made of what the cache holds. */
static const struct growth growth = {
    .size = STREAM_READ, .most = STREAM_READ_LAST, .after = STREAM_GROWTH};

void
in_say(const struct input *in, int error)
{
	if (in->implied)
		say("stdin: %m", error);
	else
		say("%f: %m", in->name, error);
}

static void
stream_say(const struct stream *s, int error)
{
	if (s->titled)
		say("%f: %m", in_title(&s->in), error);
	else
		in_say(&s->in, error);
}

/* Whether its size is 0 although it has bytes, as in /proc. */
static bool
hides_its_size(const struct input *in, uint8_t *scratch)
{
	return S_ISREG(in->mode) && !in->size && in_read_at_most(in, scratch, STREAM_READ, 1) > 0;
}

/* Skips at the begin of an input. False if all of it is skipped. Offsets have 64 bits. */
static bool
stream_skip(struct stream *s, uint8_t *to)
{
	const uint64_t most = UINT64_MAX - s->skip - s->skipped;
	const uint64_t length = s->length < most ? s->length : most;
	struct skipped skipped;

	if (!s->skip)
		return true;
	skipped = in_skip(&s->in, s->skip, s->only_skip ? 0 : length, to, STREAM_READ);
	if (skipped.error)
		stream_say(s, skipped.error);
	s->ahead = skipped.ahead;
	s->skip -= skipped.bytes;
	s->skipped += skipped.bytes;
	if (!s->skip)
		s->length = length;
	return !s->skip;
}

/* The first input that is not skipped as a whole. */
static bool
stream_next(struct stream *s, uint8_t *to)
{
	while (in_next(&s->in)) {
		s->any = true;
		if (s->from_end && hides_its_size(&s->in, to)) {
			say("%f: cannot skip from its end: its size is unknown",
			    s->in.implied ? "stdin" : s->in.name);
			return false;
		}
		if (stream_skip(s, to) && !s->only_skip)
			return true;
	}
	return false;
}

size_t
stream_read(struct stream *s, uint8_t *to, size_t room, bool printed)
{
	if (printed || !s->reads.size)
		s->reads = growth;
	else
		growth_count(&s->reads);
	if (room > s->reads.size)
		room = s->reads.size;
	while (s->length && (s->open || stream_next(s, to))) {
		long got = (long)s->ahead;

		s->open = true;
		s->ahead = 0;
		if (!got && s->length)
			got = in_read_at_most(&s->in, to, room, s->length);
		if (got < 0)
			stream_say(s, (int)-got);
		if (got > 0) {
			s->length -= (uint64_t)got;
			return (size_t)got;
		}
		s->open = false;
	}
	return 0;
}
