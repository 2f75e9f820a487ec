/* A digest as text: hexadecimal, or base64 (RFC 4648, section 4). */
#ifndef PILLBOX_LIB_DIGEST_ENCODED_H
#define PILLBOX_LIB_DIGEST_ENCODED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/bases/base.h"
#include "lib/digest/digest.h"

/* Room for the longest digest in base64, and for what the encoder may overwrite after it. */
enum { ENCODED_MOST = (DIGEST_MOST + 2) / 3 * 4 + BASE_ENGINE_SPACE };

/* Writes at most DIGEST_MOST bytes in base64, with padding. Returns its length. */
size_t encoded_put_base64(char out[ENCODED_MOST], const uint8_t *bytes, unsigned count);

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
