/* Decoding UTF-8 strictly: no overlong forms, no surrogates, nothing past
 * U+10FFFF (Unicode 15, table 3-7). */
#ifndef PILLBOX_LIB_UTF8_UTF8_H
#define PILLBOX_LIB_UTF8_UTF8_H

#include <stddef.h>
#include <stdint.h>

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

#endif
