/* Decoding UTF-8 strictly: no overlong forms, no surrogates, nothing past
 * U+10FFFF (Unicode, table 3-7). */
#ifndef PILLBOX_LIB_UTF8_UTF8_H
#define PILLBOX_LIB_UTF8_UTF8_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Decodes the character at p, of which n >= 1 bytes are there. Returns its
 * length, 1-4, and sets *c; 0 where the bytes cannot begin a character; -1
 * where they begin one but n is too short to hold it. */
static inline int
utf8_decode(const uint8_t *p, size_t n, uint32_t *c)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	uint32_t v;
	int len;

	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	v = p[0] & (0x7FU >> len);
	for (int i = 1; i < len; i++) {
		/* The shortest ill-formed prefix decides: E0 80 is wrong at
		 * once, not only when its third byte has come. */
		if ((size_t)i == n)
			return -1;
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		v = v << 6 | (p[i] & 0x3F);
		if (i == 1 && len > 2) {
			uint32_t low = v << 6 * (len - 2);
			uint32_t high = low | ((1U << 6 * (len - 2)) - 1);
			if (high < least[len] || low > 0x10FFFF ||
			    (low >= 0xD800 && high <= 0xDFFF))
				return 0;
		}
	}
	*c = v;
	return len;
}

/* The character at p and its length, with one load of the four bytes that can be read
 * there; 0 and 0 where there is none. By the rule above, but that surrogates and numbers
 * past U+10FFFF are decoded too: this is for widths, and they have none. */
static inline uint32_t
utf8_decode_ahead(const uint8_t *p, unsigned *length)
{
	uint32_t v, c = 0;

	memcpy(&v, p, sizeof(v));
	v = be32toh(v);
	*length = 0;
	if ((v & 0xE0C00000) == 0xC0800000) {
		c = (v >> 18 & 0x7C0) | (v >> 16 & 0x3F);
		*length = c >= 0x80 ? 2 : 0;
	} else if ((v & 0xF0C0C000) == 0xE0808000) {
		c = (v >> 12 & 0xF000) | (v >> 10 & 0xFC0) | (v >> 8 & 0x3F);
		*length = c >= 0x800 ? 3 : 0;
	} else if ((v & 0xF8C0C0C0) == 0xF0808080) {
		c = (v >> 6 & 0x1C0000) | (v >> 4 & 0x3F000) | (v >> 2 & 0xFC0) | (v & 0x3F);
		*length = c >= 0x10000 ? 4 : 0;
	}
	return *length ? c : 0;
}

#endif
