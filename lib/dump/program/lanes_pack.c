/* Columns are collected until a vector is full, or the next one does not fit to the others:
 * it shows a byte too far from theirs, or needs other digits. Then they become a piece. */
#include "lib/dump/program/lanes_pack.h"

#include <string.h>

#include "lib/number/digits.h"

static bool
shows_input(const struct column *c)
{
	return c->kind != COLUMN_TEXT && c->kind != COLUMN_ADDRESS;
}

/* Whether the digit is in two bytes. */
static bool
is_wide(const struct column *c)
{
	return c->kind == COLUMN_DIGIT && c->mask << c->shift > UINT8_MAX;
}

static bool
is_half(const struct column *c)
{
	return c->kind != COLUMN_DIGIT || ((c->shift == 0 || c->shift == 4) && !is_wide(c));
}

static void
set_split_lane(struct piece *piece, unsigned i, const struct column *c, uint8_t index)
{
	uint8_t *bytes = (i % 2 ? piece->odd : piece->even) + (i & ~1U);

	bytes[0] = index;
	bytes[1] = index + 1;
	(i % 2 ? piece->odd_factor : piece->even_factor)[i / 2] = (uint16_t)(1U << (8 - c->shift));
	piece->low[i] = c->mask;
}

static void
set_lane(struct piece *piece, unsigned i, const struct column *c)
{
	uint8_t index = 0;

	if (shows_input(c))
		index = (uint8_t)(c->byte - piece->from[i / piece->group]);
	piece->index[i] = index;
	switch (c->kind) {
	case COLUMN_TEXT:
		piece->literal[i] = c->text ^ piece->digits[0];
		break;
	case COLUMN_DIGIT:
		if (piece->has & PIECE_SPLIT)
			set_split_lane(piece, i, c, index);
		else
			*(c->shift ? &piece->high[i] : &piece->low[i]) = c->mask;
		break;
	case COLUMN_ADDRESS:
		piece->address[i] = c->place + (c->byte == piece->ahead ? 0 : LANE_DIGITS);
		break;
	case COLUMN_PRINTABLE:
		piece->literal[i] = piece->digits[0];
		piece->printable[i] = 0xFF;
		piece->has |= PIECE_PRINTABLE;
	}
}

/* Its addresses are those of the piece before, if these have them too. */
static void
set_addresses(struct packer *packer, struct piece *piece)
{
	const uint32_t bytes = packer->lanes->bytes;

	if (!packer->address)
		return;
	piece->has = PIECE_ADDRESS;
	if (!packer->has_ahead || packer->last_address - packer->ahead > bytes) {
		piece->has |= PIECE_NEW_ADDRESS;
		packer->ahead = packer->address->byte;
		packer->has_ahead = true;
	}
	piece->ahead = packer->ahead;
}

/* Makes a piece of the pending columns. */
bool
packer_end(struct packer *packer)
{
	struct piece *piece = arena_take_lines(&packer->arena, sizeof(*piece));

	if (!piece)
		return false;
	*piece = (struct piece){.width = (uint8_t)packer->count, .group = (uint8_t)packer->group};
	memset(piece->address, LANE_NO_DIGIT, sizeof(piece->address));
	memcpy(piece->digits, packer->digits ? packer->digits->digits : digits_of_case(false), 16);
	set_addresses(packer, piece);
	for (unsigned g = 0; g < LANE_GROUPS; g++)
		piece->from[g] = packer->windows[g].first;
	for (unsigned i = 0; i < packer->count; i++)
		piece->has |= is_half(&packer->pending[i]) ? 0 : PIECE_SPLIT;
	for (unsigned i = 0; i < packer->count; i++)
		set_lane(piece, i, &packer->pending[i]);
	/* They are next to each other: nothing else is taken of the arena between them. */
	if (!packer->lanes->pieces)
		packer->lanes->pieces = piece;
	packer->lanes->end = piece + 1;
	memset(packer->windows, 0, sizeof(packer->windows));
	packer->digits = packer->address = NULL;
	packer->count = 0;
	return true;
}

/* Whether the window of the next lane can have these bytes too. */
static bool
extend_window(struct packer *packer, const struct column *c)
{
	struct lane_window *w = &packer->windows[packer->count / packer->group], wider = *w;
	uint32_t last = c->byte + is_wide(c);

	if (!w->is_used || c->byte < w->first)
		wider.first = c->byte;
	if (!w->is_used || last > w->last)
		wider.last = last;
	wider.is_used = true;
	if (wider.last - wider.first >= packer->group)
		return false;
	*w = wider;
	return true;
}

/* Whether the address is the first one, or that of the next block. */
static bool
is_address_near(const struct packer *packer, const struct column *c)
{
	return !packer->address || c->byte - packer->address->byte <= packer->lanes->bytes;
}

/* Adds it to the pending ones, if it fits to them. */
static bool
add_pending(struct packer *packer, const struct column *c)
{
	struct column *kept = &packer->pending[packer->count];

	if (packer->count == packer->size ||
	    (c->digits && packer->digits && memcmp(packer->digits->digits, c->digits, 16) != 0) ||
	    (c->kind == COLUMN_ADDRESS && !is_address_near(packer, c)) ||
	    (shows_input(c) && !extend_window(packer, c)))
		return false;
	*kept = *c;
	if (c->digits)
		packer->digits = kept;
	if (c->kind == COLUMN_ADDRESS) {
		packer->address = packer->address ? packer->address : kept;
		packer->last_address = c->byte;
	}
	packer->count++;
	return true;
}

bool
packer_add(struct packer *packer, struct column c)
{
	return add_pending(packer, &c) ||
	       (packer->count && packer_end(packer) && add_pending(packer, &c));
}

bool
packer_begin(struct packer *packer, uint32_t bytes, enum cpu_level level, const struct arena *arena)
{
	*packer = (struct packer){
	    .arena = *arena,
	    .size = level == CPU_AVX512 ? 64 : 32,
	    .group = level == CPU_AVX512 ? 64 : 16,
	};
	packer->lanes = arena_take(&packer->arena, sizeof(*packer->lanes));
	if (!packer->lanes)
		return false;
	*packer->lanes = (struct lanes){.bytes = bytes, .times = 1};
	return true;
}

uint32_t
packer_times(const struct packer *packer)
{
	const uint32_t width = packer->lanes->width, bytes = packer->lanes->bytes;
	uint32_t best = 1;

	for (uint32_t times = 2; times * bytes <= LANES && times * width <= LANES_WIDTH_MAX / 2;
	     times++) {
		uint32_t pieces = (times * width + packer->size - 1) / packer->size;

		/* pieces / times <= best_pieces / best */
		if (pieces * best <= (best * width + packer->size - 1) / packer->size * times)
			best = times;
	}
	return best;
}
