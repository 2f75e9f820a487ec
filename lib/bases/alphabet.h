/* The alphabet of RFC 4648, section 4, as one list from which the compiler makes tables by
 * character or by value. Only the pairs of encode.c and the ranges of AVX2 are written out
 * beside their code.
 *
 * SYMBOLS(X, arg) is X(arg, character, value) for each of the 64. */
#ifndef PILLBOX_LIB_BASES_ALPHABET_H
#define PILLBOX_LIB_BASES_ALPHABET_H

/* clang-format off */
#define SYMBOLS(X, arg) \
	X(arg, 'A', 0) X(arg, 'B', 1) X(arg, 'C', 2) X(arg, 'D', 3) X(arg, 'E', 4) X(arg, 'F', 5) \
	X(arg, 'G', 6) X(arg, 'H', 7) X(arg, 'I', 8) X(arg, 'J', 9) X(arg, 'K', 10) X(arg, 'L', 11) \
	X(arg, 'M', 12) X(arg, 'N', 13) X(arg, 'O', 14) X(arg, 'P', 15) X(arg, 'Q', 16) X(arg, 'R', 17) \
	X(arg, 'S', 18) X(arg, 'T', 19) X(arg, 'U', 20) X(arg, 'V', 21) X(arg, 'W', 22) X(arg, 'X', 23) \
	X(arg, 'Y', 24) X(arg, 'Z', 25) X(arg, 'a', 26) X(arg, 'b', 27) X(arg, 'c', 28) X(arg, 'd', 29) \
	X(arg, 'e', 30) X(arg, 'f', 31) X(arg, 'g', 32) X(arg, 'h', 33) X(arg, 'i', 34) X(arg, 'j', 35) \
	X(arg, 'k', 36) X(arg, 'l', 37) X(arg, 'm', 38) X(arg, 'n', 39) X(arg, 'o', 40) X(arg, 'p', 41) \
	X(arg, 'q', 42) X(arg, 'r', 43) X(arg, 's', 44) X(arg, 't', 45) X(arg, 'u', 46) X(arg, 'v', 47) \
	X(arg, 'w', 48) X(arg, 'x', 49) X(arg, 'y', 50) X(arg, 'z', 51) X(arg, '0', 52) X(arg, '1', 53) \
	X(arg, '2', 54) X(arg, '3', 55) X(arg, '4', 56) X(arg, '5', 57) X(arg, '6', 58) X(arg, '7', 59) \
	X(arg, '8', 60) X(arg, '9', 61) X(arg, '+', 62) X(arg, '/', 63)
/* clang-format on */

#endif
