/* SHA-3 (FIPS 202, 3.2) with each lane in a vector register of its own: there are 32, so that
 * the state stays in them. One instruction has any function of three operands, and one
 * rotates. */
#include <immintrin.h>

#include "lib/digest/sha3.h"

typedef uint64_t lane __attribute__((vector_size(16)));

/* Bit 4 * x + 2 * y + z of a table is the result for bits x, y and z. */
enum { PARITY = 0x96, CHI = 0xD2 };
#define TERNARY(x, y, z, table)                                                                    \
	((lane)_mm_ternarylogic_epi64((__m128i)(x), (__m128i)(y), (__m128i)(z), table))

INLINE lane
rotated(lane v, unsigned by)
{
	return v << by | v >> (-by & 63);
}

INLINE lane
column(const lane *a)
{
	return TERNARY(TERNARY(a[0], a[5], a[10], PARITY), a[15], a[20], PARITY);
}

/* Theta, rho and pi: what gets into a row from lane (x, y). Theta adds the column before, and
 * the rotated column after. */
#define MOVED(x, y, before, after)                                                                 \
	rotated(TERNARY(a[(x) + 5 * (y)], c##before, r##after, PARITY), sha3_offsets[y][x])
#define FROM_0(y) MOVED(0, y, 4, 1)
#define FROM_1(y) MOVED(1, y, 0, 2)
#define FROM_2(y) MOVED(2, y, 1, 3)
#define FROM_3(y) MOVED(3, y, 2, 4)
#define FROM_4(y) MOVED(4, y, 3, 0)
#define ROW(row, x0, x1, x2, x3, x4)                                                               \
	chi(e + (row), FROM_##x0(0), FROM_##x1(1), FROM_##x2(2), FROM_##x3(3), FROM_##x4(4))

INLINE void
chi(lane *row, lane b0, lane b1, lane b2, lane b3, lane b4)
{
	row[0] = TERNARY(b0, b1, b2, CHI);
	row[1] = TERNARY(b1, b2, b3, CHI);
	row[2] = TERNARY(b2, b3, b4, CHI);
	row[3] = TERNARY(b3, b4, b0, CHI);
	row[4] = TERNARY(b4, b0, b1, CHI);
}

INLINE void
one_round(lane *e, const lane *a, unsigned number)
{
	const lane c0 = column(a), c1 = column(a + 1), c2 = column(a + 2), c3 = column(a + 3),
	           c4 = column(a + 4);
	const lane r0 = rotated(c0, 1), r1 = rotated(c1, 1), r2 = rotated(c2, 1),
	           r3 = rotated(c3, 1), r4 = rotated(c4, 1);

	ROW(0, 0, 1, 2, 3, 4);
	e[0] ^= (lane){sha3_constants[number], 0};
	ROW(5, 3, 4, 0, 1, 2);
	ROW(10, 1, 2, 3, 4, 0);
	ROW(15, 4, 0, 1, 2, 3);
	ROW(20, 2, 3, 4, 0, 1);
}

void
sha3_blocks_avx512(union digest_words *words, const uint8_t *p, size_t blocks)
{
	const size_t rate = (size_t)words->u64[SHA3_RATE];
	lane a[SHA3_LANES], e[SHA3_LANES];

#pragma GCC unroll 25
	for (unsigned i = 0; i < SHA3_LANES; i++)
		a[i] = (lane){words->u64[i], 0};
	for (; blocks > 0; blocks--, p += rate) {
#pragma GCC unroll 25
		for (size_t i = 0; i < SHA3_LANES; i++)
			if (8 * i < rate)
				a[i] ^= (lane){load_le64(p + 8 * i), 0};
		for (unsigned i = 0; i < SHA3_ROUNDS; i += 2) {
			one_round(e, a, i);
			one_round(a, e, i + 1);
		}
	}
#pragma GCC unroll 25
	for (unsigned i = 0; i < SHA3_LANES; i++)
		words->u64[i] = a[i][0];
}
