/* Showing with AVX-512: what a byte is comes as bits of a mask register; where
 * many bytes need more than themselves, sixteen of them are spread out to four
 * bytes each, "M-^x", and those of the sixty-four that are needed are pressed
 * together (VPCOMPRESSB, of VBMI2). */
#include <immintrin.h>

#include "applets/cat/show.h"

static inline void
copy_64(uint8_t *out, const uint8_t *in)
{
	_mm512_storeu_si512(out, _mm512_loadu_si512(in));
}

struct block {
	__m512i bytes;
};

static inline struct block
load(const uint8_t *p)
{
	return (struct block){_mm512_loadu_si512(p)};
}

static inline uint64_t
equal(struct block b, char c)
{
	return _mm512_cmpeq_epi8_mask(b.bytes, _mm512_set1_epi8(c));
}

static inline uint64_t
high_bits(struct block b)
{
	return _mm512_movepi8_mask(b.bytes);
}

static inline uint64_t
controls(struct block b)
{
	const __m512i low = _mm512_and_si512(b.bytes, _mm512_set1_epi8(0x7F));

	return _mm512_cmplt_epu8_mask(low, _mm512_set1_epi8(0x20)) |
	       _mm512_cmpeq_epi8_mask(low, _mm512_set1_epi8(0x7F));
}

static inline uint8_t *
expand(const struct show *s, const uint8_t *in, unsigned n, uint64_t high, uint64_t caret,
    uint64_t dollar, uint8_t *out)
{
	/* Of four bytes, the lowest first: M and - for a high bit, ^ or $, the byte. */
	const __m512i prefix = _mm512_set1_epi32('M' | '-' << 8 | '^' << 16);
	const __m512i prefix_end = _mm512_set1_epi32('$' << 16);
	const uint64_t first = UINT64_C(0x1111111111111111);

	(void)s;
	for (unsigned at = 0; at < n; at += 16) {
		const __mmask16 h = (__mmask16)(high >> at), c = (__mmask16)(caret >> at);
		const __mmask16 d = (__mmask16)(dollar >> at);
		__m512i v = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(in + at)));
		uint64_t used;

		v = _mm512_mask_and_epi32(v, h, v, _mm512_set1_epi32(0x7F));
		v = _mm512_mask_xor_epi32(v, c, v, _mm512_set1_epi32(0x40));
		v = _mm512_or_si512(
		    _mm512_slli_epi32(v, 24), _mm512_mask_blend_epi32(d, prefix, prefix_end));
		used = _pdep_u64(h, first) * 3 | _pdep_u64(c | d, first << 2) | first << 3;
		if (n - at < 16)
			used &= (UINT64_C(1) << 4 * (n - at)) - 1;
		_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(used, v));
		out += _mm_popcnt_u64(used);
	}
	return out;
}

#include "applets/cat/show_blocks.h"

uint8_t *
show_avx512(
    struct show *s, const uint8_t **in, const uint8_t *end, uint8_t *out, const uint8_t *stop)
{
	return show_all_blocks(s, in, end, out, stop);
}

/* Four blocks at a time, as long as each byte looks like itself: a table of the lower
 * 128 (VPERMI2B) has the high bit for those that do not, and -v minds all others. */
static const uint8_t *
skip_same(const struct show *s, const uint8_t *p, const uint8_t *end)
{
	const __m512i others = _mm512_set1_epi8(s->opt.controls ? -1 : 0);
	uint8_t table[128];
	__m512i low, high;

	for (unsigned c = 0; c < 128; c++)
		table[c] = s->length[c] > 1 ? 0x80 : 0;
	low = _mm512_loadu_si512(table);
	high = _mm512_loadu_si512(table + 64);
	for (; end - p >= 256; p += 256) {
		__m512i seen = _mm512_setzero_si512();
		for (unsigned at = 0; at < 256; at += 64) {
			const __m512i bytes = _mm512_loadu_si512(p + at);
			const __m512i known = _mm512_permutex2var_epi8(low, bytes, high);
			/* Of a high byte the table's answer counts for nothing. */
			seen = _mm512_or_si512(
			    seen, _mm512_ternarylogic_epi32(bytes, others, known, 0xCA));
		}
		if (_mm512_movepi8_mask(seen))
			break;
	}
	return p;
}

size_t
show_same_avx512(struct show *s, const uint8_t *in, const uint8_t *end)
{
	const uint8_t *p = in;

	if (!s->numbers && !s->opt.ends && !s->opt.squeeze)
		p = skip_same(s, in, end);
	return (size_t)(p - in) + same_blocks(s, p, end);
}
