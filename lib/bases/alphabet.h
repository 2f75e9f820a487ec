/* The alphabets as lists, from which the compiler makes tables by character or by value.
 * Only what encoders look up in pairs, and the ranges of AVX2, are written out beside their
 * code.
 *
 * NAME_SYMBOLS(X, arg) is X(arg, character, value) for each symbol of RFC 4648 (base64 of
 * section 4, base64url of 5, base32 of 6, base32hex of 7, base16 of 8, here also with small
 * letters), of bit strings, or of Z85 (ZeroMQ's RFC 32). */
#ifndef PILLBOX_LIB_BASES_ALPHABET_H
#define PILLBOX_LIB_BASES_ALPHABET_H

/* clang-format off */
#define CAPITALS(X, arg, a) \
	X(arg, 'A', (a)) X(arg, 'B', (a) + 1) X(arg, 'C', (a) + 2) X(arg, 'D', (a) + 3) X(arg, 'E', (a) + 4) \
	X(arg, 'F', (a) + 5) X(arg, 'G', (a) + 6) X(arg, 'H', (a) + 7) X(arg, 'I', (a) + 8) X(arg, 'J', (a) + 9) \
	X(arg, 'K', (a) + 10) X(arg, 'L', (a) + 11) X(arg, 'M', (a) + 12) X(arg, 'N', (a) + 13) X(arg, 'O', (a) + 14) \
	X(arg, 'P', (a) + 15) X(arg, 'Q', (a) + 16) X(arg, 'R', (a) + 17) X(arg, 'S', (a) + 18) X(arg, 'T', (a) + 19) \
	X(arg, 'U', (a) + 20) X(arg, 'V', (a) + 21) X(arg, 'W', (a) + 22) X(arg, 'X', (a) + 23) X(arg, 'Y', (a) + 24) \
	X(arg, 'Z', (a) + 25)
#define SMALL(X, arg, a) \
	X(arg, 'a', (a)) X(arg, 'b', (a) + 1) X(arg, 'c', (a) + 2) X(arg, 'd', (a) + 3) X(arg, 'e', (a) + 4) \
	X(arg, 'f', (a) + 5) X(arg, 'g', (a) + 6) X(arg, 'h', (a) + 7) X(arg, 'i', (a) + 8) X(arg, 'j', (a) + 9) \
	X(arg, 'k', (a) + 10) X(arg, 'l', (a) + 11) X(arg, 'm', (a) + 12) X(arg, 'n', (a) + 13) X(arg, 'o', (a) + 14) \
	X(arg, 'p', (a) + 15) X(arg, 'q', (a) + 16) X(arg, 'r', (a) + 17) X(arg, 's', (a) + 18) X(arg, 't', (a) + 19) \
	X(arg, 'u', (a) + 20) X(arg, 'v', (a) + 21) X(arg, 'w', (a) + 22) X(arg, 'x', (a) + 23) X(arg, 'y', (a) + 24) \
	X(arg, 'z', (a) + 25)
#define TWO_TO_SEVEN(X, arg, two) \
	X(arg, '2', (two)) X(arg, '3', (two) + 1) X(arg, '4', (two) + 2) X(arg, '5', (two) + 3) X(arg, '6', (two) + 4) \
	X(arg, '7', (two) + 5)
#define DIGITS(X, arg, zero) \
	X(arg, '0', (zero)) X(arg, '1', (zero) + 1) TWO_TO_SEVEN(X, arg, (zero) + 2) X(arg, '8', (zero) + 8) \
	X(arg, '9', (zero) + 9)
#define A_TO_F(X, arg) \
	X(arg, 'A', 10) X(arg, 'B', 11) X(arg, 'C', 12) X(arg, 'D', 13) X(arg, 'E', 14) X(arg, 'F', 15)

#define FIRST_62(X, arg) CAPITALS(X, arg, 0) SMALL(X, arg, 26) DIGITS(X, arg, 52)
#define BASE64_SYMBOLS(X, arg) FIRST_62(X, arg) X(arg, '+', 62) X(arg, '/', 63)
#define BASE64URL_SYMBOLS(X, arg) FIRST_62(X, arg) X(arg, '-', 62) X(arg, '_', 63)
#define BASE32_SYMBOLS(X, arg) CAPITALS(X, arg, 0) TWO_TO_SEVEN(X, arg, 26)
#define BASE32HEX_SYMBOLS(X, arg) \
	DIGITS(X, arg, 0) A_TO_F(X, arg) X(arg, 'G', 16) X(arg, 'H', 17) X(arg, 'I', 18) X(arg, 'J', 19) \
	X(arg, 'K', 20) X(arg, 'L', 21) X(arg, 'M', 22) X(arg, 'N', 23) X(arg, 'O', 24) X(arg, 'P', 25) \
	X(arg, 'Q', 26) X(arg, 'R', 27) X(arg, 'S', 28) X(arg, 'T', 29) X(arg, 'U', 30) X(arg, 'V', 31)
#define BASE16_SYMBOLS(X, arg) \
	DIGITS(X, arg, 0) A_TO_F(X, arg) X(arg, 'a', 10) X(arg, 'b', 11) X(arg, 'c', 12) X(arg, 'd', 13) \
	X(arg, 'e', 14) X(arg, 'f', 15)
#define BASE2_SYMBOLS(X, arg) X(arg, '0', 0) X(arg, '1', 1)
#define Z85_SYMBOLS(X, arg) \
	DIGITS(X, arg, 0) SMALL(X, arg, 10) CAPITALS(X, arg, 36) X(arg, '.', 62) X(arg, '-', 63) \
	X(arg, ':', 64) X(arg, '+', 65) X(arg, '=', 66) X(arg, '^', 67) X(arg, '!', 68) X(arg, '/', 69) \
	X(arg, '*', 70) X(arg, '?', 71) X(arg, '&', 72) X(arg, '<', 73) X(arg, '>', 74) X(arg, '(', 75) \
	X(arg, ')', 76) X(arg, '[', 77) X(arg, ']', 78) X(arg, '{', 79) X(arg, '}', 80) X(arg, '@', 81) \
	X(arg, '%', 82) X(arg, '$', 83) X(arg, '#', 84)
/* clang-format on */

#endif
