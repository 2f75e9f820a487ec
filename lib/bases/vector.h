/* What the accelerated engines do for the plain ones: the long middle of the
 * work. Each takes and makes exactly what the plain C code beside its call
 * would; out always has 64 bytes more that may be spoilt, and nothing is read
 * outside the n bytes at in. */
#ifndef PILLBOX_LIB_BASES_VECTOR_H
#define PILLBOX_LIB_BASES_VECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The default line of encoded text, in bytes before and after. */
enum { LINE_BYTES = 57, LINE_CHARACTERS = 76 };

/* Encode groups of three bytes; n is a multiple of 3. Return how many of the n
 * bytes they encoded, again a multiple of 3. */
size_t base64_encode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out);
size_t base64_encode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out);

/* Encode lines of LINE_BYTES, each with its newline. Return how many. */
size_t base64_encode_lines_avx2(const uint8_t *in, size_t n, uint8_t *out);
size_t base64_encode_lines_avx512(const uint8_t *in, size_t n, uint8_t *out);

/* Decode groups of four symbols, up to the first group that is not; the one for
 * AVX2 also ends where fewer than 32 bytes are left. Return how many of the n
 * bytes they decoded, a multiple of 4. */
size_t base64_decode_groups_avx2(const uint8_t *in, size_t n, uint8_t *out);
size_t base64_decode_groups_avx512(const uint8_t *in, size_t n, uint8_t *out);

/* Decode lines of length symbols, a multiple of 4 and not 0, each followed by
 * the same gap of 1 or 2 bytes as stands before in. End at the first that is no
 * such line, or earlier. Return how many lines. */
size_t base64_decode_lines_avx2(
    const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out);
size_t base64_decode_lines_avx512(
    const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out);

/* Copy the n bytes but for newlines; or, with skip_garbage, but for all that is
 * neither a symbol nor '=': then *newlines is set to how many newlines there are.
 * Return how many bytes are left. For AVX2, n is a multiple of 32 and at most 255
 * times that. */
size_t base64_squeeze_avx2(
    const uint8_t *in, size_t n, bool skip_garbage, uint8_t *out, size_t *newlines);
size_t base64_squeeze_avx512(
    const uint8_t *in, size_t n, bool skip_garbage, uint8_t *out, size_t *newlines);

#endif
