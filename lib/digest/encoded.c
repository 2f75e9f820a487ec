/* See lib/digest/encoded.h. */
#include "lib/digest/encoded.h"

#include "lib/ascii.h"

bool
encoded_is_hex(const char *digits, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ascii_digit_value(digits[i]) > 15)
			return false;
	return true;
}

bool
encoded_matches_hex(const char *digits, const uint8_t *bytes, unsigned count)
{
	for (unsigned i = 0; i < count; i++, digits += 2)
		if (bytes[i] != (ascii_digit_value(digits[0]) << 4 | ascii_digit_value(digits[1])))
			return false;
	return true;
}

static bool
is_symbol(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || ascii_is_digit(c) || c == '+' ||
	       c == '/';
}

/* The symbol for 6 bits. */
static char
symbol_of(unsigned value)
{
	if (value < 52)
		return (char)(value < 26 ? 'A' + value : 'a' + value - 26);
	if (value < 62)
		return (char)('0' + value - 52);
	return value == 62 ? '+' : '/';
}

bool
encoded_is_base64(const char *digits, size_t n, unsigned bytes)
{
	const size_t padding = (3 - bytes % 3) % 3;

	if (n != ((size_t)bytes + 2) / 3 * 4)
		return false;
	for (size_t i = 0; i < n; i++)
		if (i < n - padding ? !is_symbol(digits[i]) : digits[i] != '=')
			return false;
	return true;
}

bool
encoded_matches_base64(const char *digits, const uint8_t *bytes, unsigned count)
{
	/* Symbol i has 6 bits, of byte `at` and the one after it. No symbol begins after the last
	 * byte: there is the padding. */
	for (unsigned i = 0; 6 * i < 8 * count; i++) {
		const unsigned at = 6 * i / 8, after = at + 1 < count ? bytes[at + 1] : 0;
		const unsigned pair = (unsigned)bytes[at] << 8 | after;

		if (digits[i] != symbol_of(pair >> (10 - 6 * i % 8) & 63))
			return false;
	}
	return true;
}
