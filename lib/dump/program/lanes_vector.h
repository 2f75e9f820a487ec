/* What the executors of lanes share. A shuffle brings each byte of the input to all lanes
 * that show it; masks leave the bits of a digit, which a second shuffle looks up. The
 * shuffles are those of Mula's and Lemire's base64 (arXiv:1704.00605), put to another use.
 *
 * The file that includes this is compiled for its level and defines the functions that are
 * declared first. */
#ifndef PILLBOX_LIB_DUMP_PROGRAM_LANES_VECTOR_H
#define PILLBOX_LIB_DUMP_PROGRAM_LANES_VECTOR_H

#include "lib/cpu/vector.h"
#include "lib/dump/program/lanes.h"
#include "lib/number/group.h"

typedef uint8_t unsigned_bytes __attribute__((vector_size(VECTOR)));
typedef int8_t signed_bytes __attribute__((vector_size(VECTOR)));

/* The windows of the input, and lane i's byte index[i] of its window. */
INLINE vector lanes_window(const struct piece *, const uint8_t *p);
INLINE vector lanes_pick(vector window, vector index);

/* Not inlined: the loop below needs the registers. */
__attribute__((noinline)) static uint64_t
address_group(unsigned radix, uint64_t address)
{
	return radix == 8 ? octal_group(address) : decimal_group(address);
}

INLINE long long
address_digits(unsigned radix, uint64_t address)
{
	const uint64_t nibbles = UINT64_C(0x0F0F0F0F0F0F0F0F);

	if (radix == 16)
		return (long long)__builtin_bswap64(_pdep_u64(address, nibbles));
	return (long long)(address_group(radix, address) & nibbles);
}

/* The digits of the piece's addresses, in each lane of 16 bytes. */
INLINE vector
two_addresses(const struct lanes *l, const struct piece *piece, uint64_t address)
{
	address += piece->ahead;
	return vector_lanes(_mm_set_epi64x(
	    address_digits(l->radix, address + l->bytes), address_digits(l->radix, address)));
}

INLINE vector
split_digits(const struct piece *piece, vector window)
{
	const vector high = V(set1_epi16)((short)0xFF00);
	vector even = V(mullo_epi16)(lanes_pick(window, vector_load(piece->even)),
	    vector_load((const void *)piece->even_factor));
	vector odd = V(mullo_epi16)(lanes_pick(window, vector_load(piece->odd)),
	    vector_load((const void *)piece->odd_factor));

	return (V(srli_epi16)(even, 8) | (odd & high)) & vector_load(piece->low);
}

INLINE vector
half_digits(const struct piece *piece, vector byte)
{
	return (byte & vector_load(piece->low)) |
	       (V(srli_epi16)(byte, 4) & vector_load(piece->high));
}

/* 0x7f becomes negative too. */
INLINE vector
dotted(vector byte)
{
	unsigned_bytes v = (unsigned_bytes)byte;
	unsigned_bytes plain = (unsigned_bytes)((signed_bytes)(v + 1) > ' ');

	return (vector)((plain & v) | (~plain & '.'));
}

/* The digits of a piece that has more than halves of bytes. *addresses is kept from piece to
 * piece. */
INLINE vector
other_digits(const struct lanes *l, const struct piece *piece, vector window, vector halves,
    uint64_t address, vector *addresses)
{
	if (piece->has & PIECE_SPLIT)
		halves = split_digits(piece, window);
	if (piece->has & PIECE_NEW_ADDRESS)
		*addresses = two_addresses(l, piece, address);
	if (piece->has & PIECE_ADDRESS)
		halves |= V(shuffle_epi8)(*addresses, vector_load(piece->address));
	return halves;
}

INLINE vector
lanes_text(const struct lanes *l, const struct piece *piece, const uint8_t *p, uint64_t address,
    vector *addresses)
{
	const vector characters = vector_lanes(lane_load(piece->digits));
	vector window = lanes_window(piece, p);
	vector byte = lanes_pick(window, vector_load(piece->index));
	vector digits = half_digits(piece, byte);
	vector literal = vector_load(piece->literal);

	if (piece->has) {
		digits = other_digits(l, piece, window, digits, address, addresses);
		if (piece->has & PIECE_PRINTABLE)
			literal ^= dotted(byte) & vector_load(piece->printable);
	}
	return V(shuffle_epi8)(characters, digits) ^ literal;
}

/* At most l->times blocks. */
INLINE uint8_t *
put_some(const struct lanes *l, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	size_t left = times * l->width;
	vector addresses = vector_each(0);

	for (const struct piece *piece = l->pieces; piece < l->end && left; piece++) {
		size_t n = left < piece->width ? left : piece->width;

		vector_store(out, lanes_text(l, piece, p, address, &addresses));
		out += n;
		left -= n;
	}
	return out;
}

INLINE uint8_t *
put_lanes(const struct lanes *l, const uint8_t *p, size_t times, uint64_t address, uint8_t *out)
{
	const size_t together = l->times, bytes = together * l->bytes;
	const struct piece *const end = l->end; /* which no store can change */
	vector addresses = vector_each(0);

	for (; times >= together; times -= together, p += bytes, address += bytes)
		for (const struct piece *piece = l->pieces; piece < end; piece++) {
			vector_store(out, lanes_text(l, piece, p, address, &addresses));
			out += piece->width;
		}
	return put_some(l, p, times, address, out);
}

#endif
