/* See lib/digest/encoded.h. */
#include "lib/digest/encoded.h"

#include <string.h>

#include "lib/ascii.h"
#include "lib/bases/base64.h"

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

/* How many symbols that many bytes take, the padding among them, and how many are padding. */
static size_t
base64_length(unsigned bytes)
{
	return ((size_t)bytes + 2) / 3 * 4;
}

static size_t
base64_padding(unsigned bytes)
{
	return (3 - bytes % 3) % 3;
}

bool
encoded_is_base64(const char *digits, size_t n, unsigned bytes)
{
	const size_t symbols = n - base64_padding(bytes);

	if (n != base64_length(bytes))
		return false;
	for (size_t i = 0; i < n; i++)
		if (i < symbols ? !base_values[BASE64][(uint8_t)digits[i]] : digits[i] != '=')
			return false;
	return true;
}

size_t
encoded_put_base64(char out[ENCODED_MOST], const uint8_t *bytes, unsigned count)
{
	uint8_t groups[DIGEST_MOST + 2] = {0};
	const size_t length = base64_length(count), padding = base64_padding(count);

	memcpy(groups, bytes, count);
	base64_encode_groups_plain(groups, length / 4 * 3, (uint8_t *)out);
	memset(out + length - padding, '=', padding);
	return length;
}

bool
encoded_matches_base64(const char *digits, const uint8_t *bytes, unsigned count)
{
	char is[ENCODED_MOST];
	const size_t n = encoded_put_base64(is, bytes, count);

	return memcmp(digits, is, n) == 0;
}
