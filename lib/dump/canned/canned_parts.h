/* The bodies of lines that are no hexadecimal digits: a cell has four parts of one byte, or
 * for units of two bytes, four parts of two. Each part is computed for all cells of some
 * lines at once, and two steps of interleaving make text of the parts. The interleaving
 * keeps to lanes of 16 bytes, so the input is dealt out to the lanes such that vectors of
 * text come out in the order in which they are stored. */
#ifndef PILLBOX_LIB_DUMP_CANNED_CANNED_PARTS_H
#define PILLBOX_LIB_DUMP_CANNED_CANNED_PARTS_H

#include <string.h>

#include "lib/cpu/vector.h"
#include "lib/dump/canned/canned.h"
#include "lib/number/reciprocal.h"

enum {
	BLOCK = 16,
	LINES = VECTOR / BLOCK, /* that one vector of input makes */
	BODY = 64,              /* bytes of a body in parts */
	PIECES = BODY / VECTOR, /* vectors that it takes */
};

typedef uint8_t bytes __attribute__((vector_size(VECTOR)));
typedef int8_t signed_bytes __attribute__((vector_size(VECTOR)));
typedef uint16_t words __attribute__((vector_size(VECTOR)));

/* Of the level: moves groups of four bytes; place i gets group order[i]. */
INLINE vector canned_permute(vector v, vector order);

struct parts {
	vector part[4];
};

/* Loads LINES blocks, their groups of four bytes dealt out to the lanes in turn. */
INLINE vector
deal(const uint8_t *p)
{
	uint32_t deal[VECTOR / 4];
	vector v, order;

	for (uint32_t i = 0; i < VECTOR / 4; i++)
		deal[i] = i % 4 * LINES + i / 4;
	memcpy(&v, p, sizeof(v));
	memcpy(&order, deal, sizeof(order));
	return canned_permute(v, order);
}

INLINE void
interleave_bytes(const struct parts *in, vector out[4])
{
	vector left = V(unpacklo_epi8)(in->part[0], in->part[1]);
	vector right = V(unpacklo_epi8)(in->part[2], in->part[3]);

	out[0] = V(unpacklo_epi16)(left, right);
	out[1] = V(unpackhi_epi16)(left, right);
	left = V(unpackhi_epi8)(in->part[0], in->part[1]);
	right = V(unpackhi_epi8)(in->part[2], in->part[3]);
	out[2] = V(unpacklo_epi16)(left, right);
	out[3] = V(unpackhi_epi16)(left, right);
}

INLINE void
interleave_words(const struct parts *in, vector out[4])
{
	vector left = V(unpacklo_epi16)(in->part[0], in->part[1]);
	vector right = V(unpacklo_epi16)(in->part[2], in->part[3]);

	out[0] = V(unpacklo_epi32)(left, right);
	out[1] = V(unpackhi_epi32)(left, right);
	left = V(unpackhi_epi16)(in->part[0], in->part[1]);
	right = V(unpackhi_epi16)(in->part[2], in->part[3]);
	out[2] = V(unpacklo_epi32)(left, right);
	out[3] = V(unpackhi_epi32)(left, right);
}

INLINE struct parts
bytes_octal(bytes v)
{
	return (struct parts){{
	    V(set1_epi8)(' '),
	    (vector)(v >> 6 | '0'),
	    (vector)((v >> 3 & 7) | '0'),
	    (vector)((v & 7) | '0'),
	}};
}

/* Octal digits, unless the byte is shown as a character, or as a backslash and a letter. */
INLINE struct parts
bytes_character(bytes v)
{
	static const uint8_t letters[16] = "0\0\0\0\0\0\0abtnvfr";
	struct parts octal = bytes_octal(v);
	/* 0x7f becomes negative too. */
	bytes plain = (bytes)((signed_bytes)(v + 1) > ' ');
	/* Only the values below 16 keep the top bit clear. */
	bytes letter = (bytes)V(shuffle_epi8)(
	    vector_lanes(lane_load(letters)), V(adds_epu8)((vector)v, V(set1_epi8)(0x70)));
	bytes escaped = (bytes)(letter != 0);
	bytes other = ~(plain | escaped);

	return (struct parts){{
	    octal.part[0],
	    (vector)((other & (bytes)octal.part[1]) | (~other & ' ')),
	    (vector)((other & (bytes)octal.part[2]) | (plain & ' ') | (escaped & '\\')),
	    (vector)((other & (bytes)octal.part[3]) | (plain & v) | letter),
	}};
}

INLINE words
multiply_high(words v, uint16_t by)
{
	return (words)V(mulhi_epu16)((vector)v, V(set1_epi16)((short)by));
}

/* Hides the factor from the compiler, which would replace the multiplication by four to six
 * shifts and additions. */
INLINE words
multiply(words v, uint16_t by)
{
	__asm__("" : "+r"(by));
	return v * (words)V(set1_epi16)((short)by);
}

/* Numbers below 100 as two digits, the tens in the low byte. */
INLINE words
two_digits(words v)
{
	const uint16_t zeros = '0' << 8 | '0';
	words tens = multiply_high(v, RECIPROCAL(10, 16));

	/* (v - 10 * tens) << 8 | tens */
	return (v << 8) - multiply(tens, (10 << 8) - 1) + zeros;
}

INLINE struct parts
words_decimal(words v)
{
	/* v / 100 in two steps, as v has too many bits for one: v >> 2 divided by 25. */
	words hundreds = multiply_high(v >> 2, RECIPROCAL(25, 17)) >> 1;
	words top = multiply_high(hundreds, RECIPROCAL(100, 16));

	return (struct parts){{
	    V(set1_epi8)(' '),
	    (vector)(top << 8 | ('0' << 8 | ' ')),
	    (vector)two_digits(hundreds - multiply(top, 100)),
	    (vector)two_digits(v - multiply(hundreds, 100)),
	}};
}

INLINE struct parts
words_octal(words v)
{
	return (struct parts){{
	    V(set1_epi8)(' '),
	    (vector)(v >> 15 | (v >> 4 & 0x700) | 0x3030),
	    (vector)((v >> 9 & 7) | (v << 2 & 0x700) | 0x3030),
	    (vector)((v >> 3 & 7) | (v << 8 & 0x700) | 0x3030),
	}};
}

/* The text of LINES blocks: PIECES vectors for each. */
INLINE void
bodies(enum canned_kind kind, const uint8_t *p, vector out[4])
{
	vector v = deal(p);
	struct parts parts;

	switch (kind) {
	case CANNED_ONE_BYTE_OCTAL:
		parts = bytes_octal((bytes)v);
		interleave_bytes(&parts, out);
		break;
	case CANNED_ONE_BYTE_CHAR:
		parts = bytes_character((bytes)v);
		interleave_bytes(&parts, out);
		break;
	case CANNED_TWO_BYTES_DECIMAL:
		parts = words_decimal((words)v);
		interleave_words(&parts, out);
		break;
	default:
		parts = words_octal((words)v);
		interleave_words(&parts, out);
	}
}

#endif
