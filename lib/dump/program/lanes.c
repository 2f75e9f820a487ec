/* Printing by lanes; and lanes in plain C, one by one: the reference. Plain C itself prints
 * by steps, which copy whole words. */
#include "lib/dump/program/lanes.h"

#include "lib/ascii.h"

size_t
lanes_print(const struct lanes *l, lanes_put *put, struct sink *s, const uint8_t *p, size_t n,
    uint64_t address)
{
	size_t left = n / l->bytes, bytes;

	if (l->limit) {
		uint64_t below = l->limit - l->ahead;

		if (l->limit <= l->ahead || address >= below)
			return 0;
		below = (below - address - 1) / l->bytes + 1;
		left = left < below ? left : (size_t)below;
	}
	bytes = left * l->bytes;
	while (left) {
		uint8_t *out = sink_room(s, l->width + LANES);
		size_t now = ((size_t)(s->end - out) - LANES) / l->width;

		now = now < left ? now : left;
		left -= now;
		s->at = put(l, p, now, address, out);
		p += now * l->bytes;
		address += now * l->bytes;
	}
	return bytes;
}

/* Digit i of two addresses. */
static unsigned
address_digit(const struct lanes *l, uint64_t address, unsigned i)
{
	if (i >= LANE_DIGITS)
		address += l->bytes;
	for (i %= LANE_DIGITS; i + 1 < LANE_DIGITS; i++)
		address /= l->radix;
	return (unsigned)(address % l->radix);
}

/* The bits of two neighbouring bytes, by lane i's factor. */
static unsigned
split_digit(const struct piece *piece, const uint8_t *window, unsigned i)
{
	const uint8_t *bytes = (i % 2 ? piece->odd : piece->even) + (i & ~1U);
	unsigned factor = (i % 2 ? piece->odd_factor : piece->even_factor)[i / 2];
	unsigned word = window[bytes[0]] | (unsigned)window[bytes[1]] << 8;

	return word * factor >> 8 & piece->low[i];
}

static uint8_t
lane_text(const struct lanes *l, const struct piece *piece, const uint8_t *p, uint64_t address,
    unsigned i)
{
	const uint8_t *window = p + piece->from[i / piece->group];
	uint8_t byte = window[piece->index[i]];
	unsigned digit = (byte & piece->low[i]) | (byte >> 4 & piece->high[i]);
	uint8_t text;

	if (piece->has & PIECE_SPLIT)
		digit = split_digit(piece, window, i);
	if (piece->address[i] != LANE_NO_DIGIT)
		digit = address_digit(l, address + piece->ahead, piece->address[i]);
	text = piece->digits[digit] ^ piece->literal[i];
	if (piece->printable[i])
		text = ascii_is_printable((char)byte) ? byte : '.';
	return text;
}

uint8_t *
lanes_put_plain(
    const struct lanes *l, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	size_t bytes = (size_t)l->times * l->bytes;

	for (; times; p += bytes, address += bytes) {
		size_t blocks = times < l->times ? times : l->times;
		size_t left = blocks * l->width;

		for (const struct piece *piece = l->pieces; piece < l->end && left; piece++) {
			unsigned n = left < piece->width ? (unsigned)left : piece->width;

			for (unsigned i = 0; i < n; i++)
				*out++ = lane_text(l, piece, p, address, i);
			left -= n;
		}
		times -= blocks;
	}
	return out;
}
