/* The inner loops of base64, once for each level: plain C in encode.c and decode.c, and
 * vectors. 64 bytes after the output may be overwritten; nothing is read outside the n
 * bytes at in. */
#ifndef PILLBOX_LIB_BASES_BASE64_H
#define PILLBOX_LIB_BASES_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The default line of encoded text, in bytes before and after. */
enum { LINE_BYTES = 57, LINE_CHARACTERS = 76 };

/* Encodes groups of three bytes; n is a multiple of 3. */
typedef void base64_encode_groups(const uint8_t *in, size_t n, uint8_t *out);
base64_encode_groups base64_encode_groups_plain, base64_encode_groups_avx2,
    base64_encode_groups_avx512;

/* Encodes whole lines of LINE_BYTES, each with its newline; it may leave some. Returns
 * how many. Plain C has none: it encodes slices, and cuts them into lines. */
typedef size_t base64_encode_lines(const uint8_t *in, size_t n, uint8_t *out);
base64_encode_lines base64_encode_lines_avx2, base64_encode_lines_avx512;

/* Decodes groups of four symbols, up to the first that is not. Returns how many of the n
 * bytes they are, a multiple of 4. */
typedef size_t base64_decode_groups(const uint8_t *in, size_t n, uint8_t *out);
base64_decode_groups base64_decode_groups_plain, base64_decode_groups_avx2,
    base64_decode_groups_avx512;

/* Decodes lines of `length` symbols, a multiple of 4 and not 0, each followed by the
 * same gap of 1 or 2 bytes that stands before in. Ends at the first line that is not so,
 * or earlier. Returns how many lines. Plain C has none: it decodes run by run. */
typedef size_t base64_decode_lines(
    const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out);
base64_decode_lines base64_decode_lines_avx2, base64_decode_lines_avx512;

/* Copies the n <= BASE64_STAGE bytes without newlines; or, with skip_garbage, without all
 * that is neither a symbol nor '='. Returns how many bytes are left, and sets *newlines
 * to how many newlines there were. */
typedef size_t base64_squeeze(
    const uint8_t *in, size_t n, bool skip_garbage, uint8_t *out, size_t *newlines);
base64_squeeze base64_squeeze_plain, base64_squeeze_avx2, base64_squeeze_avx512;

#endif
