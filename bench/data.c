/* data KIND BYTES: writes that many bytes of one kind to standard output, the same on
 * each run and machine. Fewer bytes are the beginning of more. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014. */
static uint64_t
draw(void)
{
	static uint64_t state = 1;
	uint64_t z = state += 0x9E3779B97F4A7C15;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
	z = (z ^ z >> 27) * 0x94D049BB133111EB;
	return z ^ z >> 31;
}

/* From 0 to n - 1, almost uniformly. */
static uint64_t
below(uint64_t n)
{
	return (draw() >> 32) * n >> 32;
}

/* ---- output ------------------------------------------------------------------ */

static uint64_t left;
static unsigned column;
static unsigned folded;  /* bytes of a line, or 0 for no newlines */
static unsigned strange; /* bytes before one that is not base64, or 0 */

static void
put(int c)
{
	if (!left)
		return;
	left--;
	if (putchar(c) == EOF)
		exit(1);
}

/* Appends one Unicode character below U+10000. */
static void
put_character(unsigned c)
{
	if (c < 0x80) {
		put((int)c);
	} else if (c < 0x800) {
		put((int)(0xC0 | c >> 6));
		put((int)(0x80 | (c & 0x3F)));
	} else {
		put((int)(0xE0 | c >> 12));
		put((int)(0x80 | (c >> 6 & 0x3F)));
		put((int)(0x80 | (c & 0x3F)));
	}
}

/* ---- kinds ------------------------------------------------------------------- */

static void
random_bytes(void)
{
	uint64_t v = draw();

	for (int i = 0; i < 8; i++)
		put((int)(v >> 8 * i & 0xFF));
}

static void
zeros(void)
{
	put(0);
}

/* A line that looks like C: indented, of a few words, sometimes blank. */
static void
source(void)
{
	static const char *const words[] = {"static", "const", "struct", "return", "if (", "size_t",
	    "i++)", "for (", "uint8_t", "*p", "=", "==", "+", "buffer[i]", "length", "NULL;", "}",
	    "{", "0x7f", "1", "break;", "/* of this one */", "memcpy(out, in, n);", "while", "case",
	    "unsigned", "char", "&state", "->next", "count", "else", "!"};
	unsigned tabs = (unsigned)below(4), n = (unsigned)below(11);

	for (unsigned i = 0; n && i < tabs; i++)
		put('\t');
	for (unsigned i = 0; i < n; i++) {
		if (i)
			put(' ');
		for (const char *w = words[below(sizeof(words) / sizeof(words[0]))]; *w; w++)
			put(*w);
	}
	put('\n');
}

/* Lines of 60 bytes, of words in lower case. */
static void
lines(void)
{
	for (int i = 0; i < 59; i++)
		put(below(6) ? (int)('a' + below(26)) : ' ');
	put('\n');
}

static void
cyrillic(void)
{
	unsigned words = 6 + (unsigned)below(6);

	for (unsigned w = 0; w < words; w++) {
		unsigned letters = 2 + (unsigned)below(9);
		for (unsigned i = 0; i < letters; i++)
			put_character(0x430 + (unsigned)below(32));
		put(w + 1 < words ? ' ' : '\n');
	}
}

/* Ideographs, the full stop U+3002 and the wide space U+3000. */
static void
cjk(void)
{
	unsigned n = 20 + (unsigned)below(30);

	for (unsigned i = 0; i < n; i++) {
		uint64_t kind = below(12);
		put_character(kind == 0   ? 0x3000
		              : kind == 1 ? 0x3002
		                          : 0x4E00 + (unsigned)below(20000));
	}
	put('\n');
}

static void
blank_lines(void)
{
	put('\n');
}

static void
byte_lines(void)
{
	put((int)('a' + below(26)));
	put('\n');
}

static void
one_line(void)
{
	put(below(6) ? (int)('a' + below(26)) : ' ');
}

/* One symbol of a text that decodes: any symbols do, in whole groups. */
static void
symbol(char c)
{
	put(c);
	column++;
	if (strange && column % strange == 0)
		put('!');
	if (folded && column % folded == 0)
		put('\n');
}

static void
base64(void)
{
	static const char symbols[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	symbol(symbols[draw() >> 58]);
}

static void
base64url(void)
{
	static const char symbols[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	symbol(symbols[draw() >> 58]);
}

static void
base32(void)
{
	symbol("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[draw() >> 59]);
}

static void
base16(void)
{
	symbol("0123456789ABCDEF"[draw() >> 60]);
}

static void
base64_crlf(void)
{
	if (column && column % 76 == 0) {
		put('\r');
		put('\n');
	}
	base64();
}

static const struct kind {
	const char *name;
	void (*make)(void);
	unsigned folded, strange;
} kinds[] = {
    {"random", random_bytes, 0, 0},
    {"zeros", zeros, 0, 0},
    {"source", source, 0, 0},
    {"lines", lines, 0, 0},
    {"cyrillic", cyrillic, 0, 0},
    {"cjk", cjk, 0, 0},
    {"blank", blank_lines, 0, 0},
    {"bytes", byte_lines, 0, 0},
    {"one", one_line, 0, 0},
    {"base64", base64, 76, 0},
    {"base64-64", base64, 64, 0},
    {"base64-one", base64, 0, 0},
    {"base64-crlf", base64_crlf, 0, 0},
    {"base64-garbage", base64, 0, 36},
    {"base64url", base64url, 76, 0},
    {"base32", base32, 76, 0},
    {"base16", base16, 76, 0},
};

int
main(int argc, char **argv)
{
	char *end = NULL;

	if (argc != 3 || (left = strtoull(argv[2], &end, 10)) == 0 || *end) {
		fprintf(stderr, "usage: data KIND BYTES\n");
		return 2;
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].name, argv[1]) != 0)
			continue;
		folded = kinds[i].folded;
		strange = kinds[i].strange;
		while (left)
			kinds[i].make();
		return fflush(stdout) != 0;
	}
	fprintf(stderr, "data: no such kind: %s\n", argv[1]);
	return 2;
}
