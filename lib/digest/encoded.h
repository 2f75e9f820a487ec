/* A digest as text: hexadecimal, or base64 (RFC 4648, section 4). */
#ifndef PILLBOX_LIB_DIGEST_ENCODED_H
#define PILLBOX_LIB_DIGEST_ENCODED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the n characters are hexadecimal digits, of any case. */
bool encoded_is_hex(const char *digits, size_t n);

/* Whether the n characters have the length, the symbols and the padding of that many bytes in
 * base64. */
bool encoded_is_base64(const char *digits, size_t n, unsigned bytes);

/* Whether that text, which one of the two above has found to be what it should, is that of
 * these bytes. Base64 is compared as text: it must be what an encoder writes. */
bool encoded_matches_hex(const char *digits, const uint8_t *bytes, unsigned count);
bool encoded_matches_base64(const char *digits, const uint8_t *bytes, unsigned count);

#endif
