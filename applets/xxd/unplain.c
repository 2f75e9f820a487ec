/* The digits of xxd -p, one by one or in pairs. */
#include "applets/xxd/unplain.h"

#include "lib/bases/base.h"

/* The value of a digit, -1 for other characters. */
static int
value_of(uint8_t c)
{
	const uint8_t value = base_values[BASE16][c];

	return value & BASE_SYMBOL ? value & BASE_VALUE : -1;
}

void
unplain_begin(struct unplain *u)
{
	u->line = 1;
	u->wrong = 0;
	u->last[0] = u->last[1] = u->last[2] = -1;
	u->ignore = true;
	u->skip = false;
}

static void
set_wrong(struct unplain *u)
{
	if (!u->wrong)
		u->wrong = u->line;
}

static void
put_byte(struct unplain *u, int byte)
{
	if (!u->left)
		return;
	sink_byte(u->sink, (uint8_t)byte);
	u->left--;
}

/* A character that is no blank. */
static void
take(struct unplain *u, uint8_t c)
{
	int *last = u->last;

	last[2] = last[1];
	last[1] = last[0];
	last[0] = value_of(c);
	if (last[0] < 0) {
		set_wrong(u);
		if (u->ignore)
			return;
	}
	u->ignore = false;
	if (last[0] >= 0 && last[1] >= 0) {
		put_byte(u, last[1] << 4 | last[0]);
		last[0] = -1;
	} else if (last[0] < 0 && last[1] < 0 && last[2] < 0) {
		u->skip = true;
	}
}

/* Pairs of digits, as many as there are. Returns how many of the n bytes. What they leave
 * behind is the same as after one pair. */
static size_t
take_pairs(struct unplain *u, const uint8_t *p, size_t n)
{
	uint8_t *out = sink_room(u->sink, 1);
	const size_t room = (size_t)(u->sink->end - out);
	int high = -1;
	size_t i = 0;

	n = n / 2 < room ? n / 2 : room;
	n = n < u->left ? n : (size_t)u->left;
	for (; i < n; i++) {
		const int first = value_of(p[2 * i]), second = value_of(p[2 * i + 1]);

		if ((first | second) < 0)
			break;
		high = first;
		out[i] = (uint8_t)(first << 4 | second);
	}
	if (i) {
		u->last[0] = u->last[2] = -1;
		u->last[1] = high;
		u->ignore = false;
	}
	u->sink->at += i;
	u->left -= i;
	return 2 * i;
}

void
unplain_add(struct unplain *u, const uint8_t *p, size_t n)
{
	const uint8_t *end = p + n;

	while (p < end) {
		if (!u->skip && u->last[0] < 0) {
			p += take_pairs(u, p, (size_t)(end - p));
			if (p == end)
				break;
		}
		if (*p == '\n') {
			u->ignore = u->ignore || u->skip;
			u->skip = false;
			u->line++;
		} else if (!u->skip && *p != ' ' && *p != '\t' && *p != '\r') {
			take(u, *p);
		}
		p++;
	}
}

void
unplain_end(struct unplain *u)
{
	if (u->last[0] >= 0)
		set_wrong(u);
}
