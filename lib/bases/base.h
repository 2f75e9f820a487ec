/* The encodings, and what their engines have in common. */
#ifndef PILLBOX_LIB_BASES_BASE_H
#define PILLBOX_LIB_BASES_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum base { BASE64, BASE64URL, BASE32, BASE32HEX, BASE16, BASE2MSBF, BASE2LSBF, Z85, BASES };

/* The default length of a line. */
enum { LINE_CHARACTERS = 76 };

/* A group of `bytes` bytes is encoded as `symbols` symbols. */
struct base_shape {
	uint8_t bytes, symbols;
	uint8_t unit;   /* the fewest bytes of whole lines of LINE_CHARACTERS; 0: not encoded so */
	uint8_t bits;   /* in a symbol; 0 for Z85, whose symbols are digits to the base 85 */
	bool pads;      /* '=' completes a last group */
	bool lsb_first; /* the first symbol is the lowest bit of a byte */
};
extern const struct base_shape base_shapes[BASES];

/* By character: BASE_SYMBOL and the value of a symbol, 0 for any other byte. */
enum { BASE_SYMBOL = 0x80, BASE_VALUE = 0x7F };
extern const uint8_t base_values[BASES][256];

/* The same without values, as a bit set: bit H of byte L is set if the character HL (hex)
 * is a symbol. */
extern const uint8_t base_sets[BASES][16];

/* The inner loops have a function for each encoding and level, NAME_encode_groups_LEVEL()
 * and so on. BASE_ENGINE_SPACE bytes after the output may be overwritten; nothing is read
 * outside the n bytes at in. */
enum { BASE_ENGINE_SPACE = 64 };

/* Encodes whole groups: n is a multiple of their bytes. */
typedef void base_encode_groups(const uint8_t *in, size_t n, uint8_t *out);

/* Encodes whole lines of LINE_CHARACTERS, each with its newline, as many as are a unit of
 * the encoding's shape; it may leave some. Returns how many units. */
typedef size_t base_encode_lines(const uint8_t *in, size_t n, uint8_t *out);

/* Decodes groups, up to the first that is not whole or not valid. Returns how many of the n
 * bytes they are. */
typedef size_t base_decode_groups(const uint8_t *in, size_t n, uint8_t *out);

/* Decodes lines of `length` symbols, in whole groups and not 0, each followed by the same
 * gap of 1 or 2 bytes that stands before in. Ends at the first line that is not so, or
 * earlier. Returns how many lines. */
typedef size_t base_decode_lines(
    const uint8_t *in, size_t n, size_t length, size_t gap, uint8_t *out);

/* Decodes groups one by one, padded or not, as long as that is likely to be faster than
 * base_decode_groups(). Moves *out. Returns how many of the n bytes they are. */
typedef size_t base_decode_mixed(const uint8_t *in, size_t n, uint8_t **out);

#endif
