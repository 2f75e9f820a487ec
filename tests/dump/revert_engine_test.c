/* The reverter (hexdump -R): dumps of random bytes in every form it reads, squeezed and
 * not, cut at every point; samples that the tools wrote; what has to be
 * refused, and at which line; and dumps with random damage, where the reader of
 * full lines must never see anything else than that of single bytes, which is all
 * that input in pieces of one byte lets run. */
#include "lib/dump/revert/revert.h"
#include "tests/engine.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a run of the engine -------------------------------------------------- */

enum { BYTES_MAX = 3 << 14, TEXT_MAX = 1 << 17, WINDOW = REVERT_WINDOW_MIN };

struct result {
	uint8_t bytes[BYTES_MAX];
	size_t count;
	const char *error;
	uint64_t line;
};

/* The sanitizer sees what is beyond the blocks of a sink and a window. */
static struct {
	struct sink sink; /* first */
	uint8_t *room;
	size_t size;
	struct result *result;
	jmp_buf flood; /* where it goes when there is no room for a result */
} output;
static uint8_t *window;
static uint64_t bound = REVERT_UNBOUNDED;

static void
more(struct sink *s)
{
	struct result *r = output.result;
	size_t n = s->at ? (size_t)(s->at - output.room) : 0;

	if (n > sizeof(r->bytes) - r->count)
		longjmp(output.flood, 1);
	if (n)
		memcpy(r->bytes + r->count, output.room, n);
	r->count += n;
	s->at = output.room;
	s->end = s->at + output.size;
}

static bool
feed(struct revert *r, const char *text, size_t n, int piece)
{
	revert_begin(r);
	while (n && r->left) {
		size_t room,
		    part = piece < 0 ? 1 + random_below((uint32_t)-piece) : (uint32_t)piece;
		uint8_t *to = revert_room(r, &room);

		if (part > n)
			part = n;
		if (part > room)
			part = room;
		memcpy(to, text, part);
		if (!revert_add(r, part))
			return false;
		text += part;
		n -= part;
	}
	return revert_end(r);
}

/* In pieces of `piece` bytes; of random sizes up to that where it is negative. A
 * repetition without end, as damage may make one, is cut short. */
static void
run(struct result *result, const char *text, size_t n, int piece)
{
	static struct revert r;

	r = (struct revert){.sink = &output.sink, .window = {window, WINDOW, 0}, .left = bound};
	output.sink = (struct sink){.more = more};
	output.result = result;
	result->count = 0;
	if (setjmp(output.flood)) {
		result->count = sizeof(result->bytes) / 2;
		result->error = "flood";
	} else {
		if (feed(&r, text, n, piece) != !r.error)
			abort();
		more(&output.sink);
		result->error = r.error;
	}
	result->line = r.line;
}

static bool
equal(const struct result *a, const struct result *b)
{
	return a->count == b->count && memcmp(a->bytes, b->bytes, a->count) == 0 &&
	       a->error == b->error && a->line == b->line;
}

/* ---- dumps ---------------------------------------------------------------- */

enum form { CANONICAL, DEFAULT, WIDE, OD, XXD, XXD_BYTES, XXD_LONG, FORMS };

static char text[TEXT_MAX];
static size_t text_len;

#define add(...)                                                                                   \
	(text_len += (size_t)snprintf(text + text_len, sizeof(text) - text_len, __VA_ARGS__))

static void
add_text(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add("%c", p[i] >= ' ' && p[i] <= '~' ? p[i] : '.');
}

static void
add_words(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i += 2) {
		uint8_t word[2] = {p[i], i + 1 < n ? p[i + 1] : 0};
		uint16_t value;

		memcpy(&value, word, sizeof(value));
		add(" %04x", value);
	}
}

/* Those of -X, with two blanks before each byte, are padded; od's are not. */
static void
add_bytes(enum form form, const uint8_t *p, size_t n, uint64_t offset)
{
	add(form == OD ? "%06" PRIx64 : "%07" PRIx64, offset);
	for (size_t i = 0; i < n; i++)
		add(form == OD ? " %02x" : "  %02x", p[i]);
	add("%*s\n", form == OD ? 0 : (int)(4 * (16 - n)), "");
}

/* Dumps pad the columns of what is missing. */
static void
add_line(enum form form, const uint8_t *p, size_t n, uint64_t offset)
{
	size_t start = text_len, group = form == XXD_BYTES ? 1 : form == XXD_LONG ? 4 : 2;
	size_t per_line = form == XXD_LONG ? LINE_BYTES : 16;

	if (form == DEFAULT) {
		add("%07" PRIx64, offset);
		add_words(p, n);
		add("%*s\n", (int)(47 - (text_len - start) % 47) % 47, "");
		return;
	}
	if (form == WIDE || form == OD) {
		add_bytes(form, p, n, offset);
		return;
	}
	if (form == CANONICAL) {
		add("%08" PRIx64 "  ", offset);
		for (size_t i = 0; i < 16; i++) {
			if (i < n)
				add("%02x ", p[i]);
			else
				add("   ");
			if (i == 7)
				add(" ");
		}
		add(" |");
		add_text(p, n);
		add("|\n");
		return;
	}
	add("%08" PRIx64 ": ", offset);
	for (size_t i = 0; i < per_line; i++) {
		if (i < n)
			add("%02x", p[i]);
		else
			add("  ");
		if (i % group == group - 1)
			add(" ");
	}
	add(" ");
	add_text(p, n);
	add("\n");
}

static void
dump(enum form form, const uint8_t *p, size_t n, uint64_t offset, bool squeeze)
{
	size_t line = form == XXD_LONG ? LINE_BYTES : 16;
	bool star = false;

	text_len = 0;
	for (size_t i = 0; i < n; i += line) {
		size_t have = n - i < line ? n - i : line;

		/* xxd always shows the last line. */
		if (squeeze && i && have == line && memcmp(p + i, p + i - line, line) == 0 &&
		    (form <= OD || i + line < n)) {
			if (!star)
				add("*\n");
			star = true;
			continue;
		}
		star = false;
		add_line(form, p + i, have, offset + i);
	}
	/* The offset of the end, which must not stand alone. */
	if (form == OD && n)
		add("%06" PRIx64 "\n", offset + n);
	else if (form < OD && n)
		add(form == CANONICAL ? "%08" PRIx64 "\n" : "%07" PRIx64 "\n", offset + n);
}

/* With a carriage return at the end of each line. */
static void
make_dos(void)
{
	size_t lines = 0, to;

	for (size_t i = 0; i < text_len; i++)
		lines += text[i] == '\n';
	to = text_len + lines;
	if (to > sizeof(text))
		abort();
	for (size_t i = text_len; i--;) {
		text[--to] = text[i];
		if (text[i] == '\n')
			text[--to] = '\r';
	}
	text_len += lines;
}

/* Bytes with runs of the same in them. */
static void
make_bytes(uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)random_below(256);
	for (uint32_t runs = random_below(4); runs && n > 32; runs--) {
		size_t at = random_below((uint32_t)n), len = random_below((uint32_t)(n - at));

		memset(p + at, random_below(2) ? 0 : ' ', len);
	}
}

/* ---- there and back ------------------------------------------------------- */

static struct result result, other;

static void
expect_bytes(const char *what, const uint8_t *p, size_t n, int piece)
{
	run(&result, text, text_len, piece);
	if (fails(!result.error && result.count == n && memcmp(result.bytes, p, n) == 0))
		printf("%s of %zu bytes, pieces of %d: %zu bytes, %s, line %" PRIu64 "\n%.300s\n",
		    what, n, piece, result.count, result.error ? result.error : "no error",
		    result.line, text);
}

static void
test_lengths(void)
{
	static uint8_t bytes[BYTES_MAX / 2];

	for (size_t n = 0; n <= 300; n++)
		for (int form = 0; form < FORMS; form++)
			for (int squeeze = 0; squeeze < 2; squeeze++) {
				make_bytes(bytes, n);
				dump((enum form)form, bytes, n, 0, squeeze);
				expect_bytes("short dump", bytes, n, WINDOW);
				expect_bytes("short dump", bytes, n, 1);
			}
	for (int i = 0; i < 300; i++)
		for (int form = 0; form < FORMS; form++) {
			size_t n = random_below(BYTES_MAX / 2);

			make_bytes(bytes, n);
			dump((enum form)form, bytes, n, 0, i % 2);
			if (i % 3 == 0)
				make_dos();
			expect_bytes("long dump", bytes, n, WINDOW);
			expect_bytes("long dump", bytes, n, -300);
		}
}

/* Offsets that gain digits, and the last there are. */
static void
test_offsets(void)
{
	static const uint64_t near[] = {0x100, 0xFFF0, 0xFFFFFF0, 0x10000000, 0xFFFFFFF0,
	    0x100000000, 0xFFFFFFFFFFFFF0, 0x100000000000000, 0xFFFFFFFFFFFFFF0,
	    UINT64_MAX - 15 - 1024};
	uint8_t bytes[1024];

	for (size_t i = 0; i < sizeof(near) / sizeof(near[0]); i++)
		for (int form = 0; form < FORMS; form++)
			for (uint64_t back = 0; back <= 64 && back <= near[i]; back += 16) {
				make_bytes(bytes, sizeof(bytes));
				dump((enum form)form, bytes, sizeof(bytes), near[i] - back, true);
				expect_bytes("offsets", bytes, sizeof(bytes), WINDOW);
			}
}

static void
test_splits(void)
{
	uint8_t bytes[333];

	for (int form = 0; form < FORMS; form++) {
		make_bytes(bytes, sizeof(bytes));
		memset(bytes + 64, 'x', 64);
		dump((enum form)form, bytes, sizeof(bytes), 0, true);
		for (int piece = 1; piece < 1200; piece += piece < 200 ? 1 : 7)
			expect_bytes("pieces", bytes, sizeof(bytes), piece);
	}
}

/* As much as is asked for, wherever that ends, and nothing after it is judged. */
static void
test_bounds(void)
{
	uint8_t bytes[500];

	for (int form = 0; form < FORMS; form++)
		for (uint64_t n = 0; n <= sizeof(bytes); n += n < 50 ? 1 : 11) {
			make_bytes(bytes, sizeof(bytes));
			memset(bytes + 256, 0, 64);
			dump((enum form)form, bytes, sizeof(bytes), 0, n % 2);
			if (n < sizeof(bytes) - 16)
				add("x\n");
			bound = n;
			expect_bytes("bounded dump", bytes, n, WINDOW);
			expect_bytes("bounded dump", bytes, n, 1 + (int)(n % 100));
		}
	bound = REVERT_UNBOUNDED;
}

/* ---- dumps of xxd that are no plain hexadecimal ---------------------------- */

static void
turn(uint8_t *out, const uint8_t *p, size_t n, size_t group)
{
	for (size_t i = 0; i < n; i++) {
		size_t start = i - i % group, len = n - start < group ? n - start : group;

		out[i] = p[start + len - 1 - (i - start)];
	}
}

/* A line of xxd -e, full or with a short last group at the right of its place. */
static void
add_turned_line(const uint8_t *p, size_t n, uint64_t offset, size_t group)
{
	uint8_t turned[16];

	turn(turned, p, n, group);
	add("%08" PRIx64 ":", offset);
	for (size_t i = 0; i < 16; i += group) {
		size_t len = i >= n ? 0 : n - i < group ? n - i : group;

		add(" %*s", (int)(2 * (group - len)), "");
		for (size_t k = i; k < i + len; k++)
			add("%02x", turned[k]);
	}
	add("  ");
	add_text(p, n);
	add("\n");
}

static bool
same_text(const uint8_t *a, const uint8_t *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t x = a[i] >= ' ' && a[i] <= '~' ? a[i] : '.';
		uint8_t y = b[i] >= ' ' && b[i] <= '~' ? b[i] : '.';

		if (x != y)
			return false;
	}
	return true;
}

/* The first line that the text gives away is refused, before it, after it and within
 * a run. */
static void
test_turned(void)
{
	uint8_t bytes[160], turned[16], want[160];

	for (int i = 0; i < 3000; i++) {
		size_t n = 1 + random_below(sizeof(bytes)), group = (size_t)2 << random_below(3);
		size_t quiet = random_below(10), line = 0, at;

		for (size_t k = 0; k < n; k++)
			bytes[k] = (uint8_t)(k / 16 < quiet ? 0 : '!' + random_below(94));
		text_len = 0;
		for (at = 0; at < n; at += 16)
			add_turned_line(bytes + at, n - at < 16 ? n - at : 16, at, group);
		for (at = 0; at < n; at += 16) {
			size_t len = n - at < 16 ? n - at : 16;

			line++;
			turn(turned, bytes + at, len, group);
			memcpy(want + at, turned, len);
			if (len < group || !same_text(turned, bytes + at, len))
				break;
		}
		run(&result, text, text_len, WINDOW);
		run(&other, text, text_len, 1);
		/* A short group of what shows as full stops is cut off as text. */
		if (at >= n && n % group)
			continue;
		if (fails(equal(&result, &other) &&
		          (at < n ? result.error && result.line == line && result.count == at
		                  : !result.error && result.count == n) &&
		          memcmp(result.bytes, want, result.count) == 0))
			printf("little-endian: %s, line %" PRIu64 " instead of %zu\n%.*s\n",
			    result.error ? result.error : "no error", result.line, line,
			    (int)text_len, text);
	}
}

/* ---- samples -------------------------------------------------------------- */

static const struct sample {
	const char *text, *bytes;
	const char *error; /* a part of it; NULL: none */
	unsigned line;
} samples[] = {
    /* Nothing */
    {"", "", NULL, 0},
    {"\n \r\n\t\n", "", NULL, 0},
    {"00000000\n", "", "nothing but an offset", 1},
    {"\n0000123\n", "", "nothing but an offset", 2},
    {"deadbeef\n", "", "nothing but an offset", 1},
    /* What the tools write */
    {"00000000: 6865 6c6c 6f0a                           hello.\n", "hello\n", NULL, 0},
    {"00000000: 6865 6c6c 6f                             hello\n", "hello", NULL, 0},
    {"00000000: 68 65 6c 6c 6f 0a                                hello.\n", "hello\n", NULL, 0},
    {"00000000: 68656c6c6f0a                      hello.\n", "hello\n", NULL, 0},
    {"00000000: 6865 6C6C 4F4a\n", "hellOJ", NULL, 0},
    {"00000000: 6865 6c6c\n00000004: 6f0a\n", "hello\n", NULL, 0},
    {"00000000  68 65 6c 6c 6f 0a                                 |hello.|\n00000006\n", "hello\n",
        NULL, 0},
    {"00000000  30 31 32 33 34 35 36 37  38 39                    |0123456789|\n0000000a\n",
        "0123456789", NULL, 0},
    {"0000000 6568 6c6c 0a6f                         \n0000006\n", "hello\n", NULL, 0},
    {"0000000 6568 6c6c 006f                         \n0000005\n", "hello", NULL, 0},
    {"0000000 0061\n0000002\n", "a", NULL, 0}, /* and a zero, which ends the C string */
    {"0000000  68  65  6c  6c  6f  0a                                        \n0000006\n",
        "hello\n", NULL, 0},
    {"000000 68 65 6c 6c 6f 0a\n000006\n", "hello\n", NULL, 0},
    {"000000 6568 6c6c 0a6f\n000006\n", "hello\n", NULL, 0},
    {"1000000 68 65\n1000002\n", "he", NULL, 0},
    {"0000000  68  65\n0000002  6c\n0000003\n", "hel", NULL, 0},
    {"000000 68 65\n000002 6c\n000003\n", "hel", NULL, 0},
    /* xxd, from another hand */
    {"0: 41 42\n", "AB", NULL, 0},
    {"0:4142\n2: 43\n", "ABC", NULL, 0},
    {"fff:\t41 42\t43\t\tABC\n1002: 44\n", "ABCD", NULL, 0},
    {"0: 4142\t \tAB\n", "AB", NULL, 0},
    {"0000000000000000: 41\n", "A", NULL, 0},
    {"00000000000000000: 41\n", "", "not a line of a dump", 1},
    {"000000:  41\n", "", "not a line of a dump", 1},
    {": 41\n", "", "not a line of a dump", 1},
    {"0: 41 4\n", "", "not a line of a dump", 1},
    {"0: 41\t4\n", "", "not a line of a dump", 1},
    /* xxd -b, xxd -e, and texts that were edited */
    {"00000000: 01101000 01101001                                        hi\n", "", "(xxd -b)", 1},
    {"00000000: 01101000 01101001\n", "", "(xxd -b)", 1},
    {"00000000: 0110100001101001  hi\n", "", "(xxd -b)", 1},
    {"00000000: 00100000 01101001         i\n", "", "(xxd -b)", 1},
    {"00000000: 01101000  ....\n", "\1\x10\x10", NULL, 0},
    {"00000000: 0110 1000  .\n", "\1\x10\x10", NULL, 0},
    {"00000000: 01101000 61\n", "\1\x10\x10", NULL, 0},
    {"00000000: 6c6c6568 77202c6f 0a646c72           hello, wrld.\n", "", "(xxd -e)", 1},
    {"00000000: 6c6c6568       6f            hello\n", "", "(xxd -e)", 1},
    {"00000000: 6c6c6568     0a6f            hello.\n", "", "(xxd -e)", 1},
    {"00000000: 6c6c6568     0a6f            hello!\n", "lleh", NULL, 0},
    {"00000000: 6c6c6568     6f0a            hello.\n", "lleh", NULL, 0},
    {"00000000: 20202020 61202020   a\n", "    a   ", NULL, 0},
    {"00000000: 6568\n", "eh", NULL, 0},
    {"00000000: 6568  eh\n", "eh", NULL, 0},
    {"00000000: 6568  ha\n", "eh", NULL, 0},
    {"00000000: 6568  he\n", "", "(xxd -e)", 1},
    {"00000000: 6565  ee\n", "ee", NULL, 0},
    {"00000000: 6568 616  ha\n", "", "not a line of a dump", 1},
    {"00000000: 6568\n00000002: 6568  he\n", "eh", "(xxd -e)", 2},
    {"00000000: 6c6c6568 2020  hell  \n", "", "(xxd -e)", 1},
    /* Bytes without offsets */
    {"68656c6c6f0a68656c6c6f0a68656c6c6f0a\n", "", "use xxd -r -p", 1},
    {"6865\n", "", "no offset", 1},
    {"68 65 6c 6c 6f\n", "", "no offset", 1},
    {" 68 65 6c 6c 6f\n", "", "no offset", 1},
    {"  89 50 4e 47 0d 0a 1a 0a   00 00 00 0d 49 48 44 52  \n", "", "no offset", 1},
    {"68\t65\r\n", "", "no offset", 1},
    {" 6568 6c6c\n", "", "not a line of a dump", 1},
    {"686\n", "", "not a line of a dump", 1},
    {"68 6x\n", "", "not a line of a dump", 1},
    /* od without -A x */
    {"0000000 68 65 6c 6c\n", "", "use od -A x", 1},
    {"0000000 68\n", "", "use od -A x", 1},
    {"0000000 68 x\n", "", "not a line of a dump", 1},
    /* As they arrive from elsewhere */
    {"00000000: 6865 6c6c 6f0a  hello.\r\n", "hello\n", NULL, 0},
    {"  0000000 6568 6c6c\r\n  0000004\r\n", "hell", NULL, 0},
    {"00000010  68 65 6c 6c", "hell", NULL, 0},
    {"00000010  68 65 6c 6c  |he", "hell", NULL, 0},
    {"00000010  68 65 6c 6c  |hell|\n\n\n00000014  6f  |o|\n", "hello", NULL, 0},
    {"0000000 6568 6c6c 006f\n", "hello", NULL, 0},
    {"0000010 6568\n0000012 6c6c\n", "hell", NULL, 0},
    /* Repetition */
    {"00000000  61 62  |ab|\n*\n00000008\n", "abababab", NULL, 0},
    {"00000000  61 62  |ab|\n*\n00000008  63  |c|\n*\n0000000a\n", "ababababcc", NULL, 0},
    {"00000000: 6162  ab\n*\n00000004: 63\n", "ababc", NULL, 0},
    {"0000000 6261\n*\n0000004 0063\n0000005\n", "ababc", NULL, 0},
    {"*\n", "", "no line to repeat", 1},
    {"00000000  61\n00000001\n*\n", "a", "more after the end", 3},
    {"00000000  61\n*\n*\n00000004\n", "a", "no line to repeat", 3},
    {"00000000  61 62\n*\n00000005\n", "ab", "does not end the repetition", 3},
    {"00000000  61 62\n*\n00000002\n", "ab", NULL, 0},
    {"00000000  61 62\n*\n00000002  63\n00000003\n", "abc", NULL, 0},
    {"0000000 6261\n*\n0000002 0063\n0000003\n", "abc", NULL, 0},
    {"00000000: 6162\n*\n00000002: 63\n", "abc", NULL, 0},
    {"00000000  61 62\n*\n40000004\n", "ab", "more than 1 GiB", 3},
    {"00000000  61\n*\nffffffffffffffff\n", "a", "more than 1 GiB", 3},
    {"00000000: 61\n*\nffffffffffffffff:61\n", "a", "more than 1 GiB", 3},
    {"00000000  61 62\n*\n00000000\n", "ab", "does not end the repetition", 3},
    {"0000000 6100\n*\n0000003\n", "", "does not end the repetition", 3}, /* a zero, a */
    {"00000000  61 62\n*\n", "ab", "no offset ends", 2},
    {"00000000  61 62\n*\n00000006 6\n", "ab", "not a line of a dump", 3},
    /* Gaps and steps back */
    {"00000000  61 62\n00000003  63\n", "ab", "does not follow", 2},
    {"00000000  61 62\n00000001  63\n", "ab", "does not follow", 2},
    {"00000000  61 62\n00000000  63\n", "ab", "does not follow", 2},
    {"00000000  61 62\n00000001\n", "ab", "does not follow", 2},
    {"0000000 6261\n0000001\n", "ab", "does not follow", 2},
    {"0000000 0061 0062\n0000002\n", "a", "does not follow", 2},
    {"0000000 6261\n0000003 6463\n", "ab", "does not follow", 2},
    {"00000000: 6162\n0000000: 6162\n", "ab", "does not follow", 2},
    {"fffffffffffffffe  61\nffffffffffffffff\n", "a", NULL, 0},
    {"ffffffffffffffff  61\n", "", "offset too large", 1},
    /* Other things */
    {"hello\n", "", "not a line of a dump", 1},
    {"\n\n68656c6c6f0a6865\n", "", "nothing but an offset", 3},
    {"68656c6c6f0a68656c6c6f0a\n", "", "no offset", 1},
    {"00000000000000000  61\n", "", "not a line of a dump", 1},
    {"000000  61\n", "a", NULL, 0},
    {"00000  61\n", "", "not a line of a dump", 1},
    {"00000 61\n", "", "not a line of a dump", 1},
    {"000000   61\n", "", "not a line of a dump", 1},
    {"0000000  68  65 6c\n", "", "not a line of a dump", 1},
    {"0000000  68  65  |he|\n", "", "not a line of a dump", 1},
    {"000000 68  65\n", "", "not a line of a dump", 1},
    {"000000 68 6\n", "", "not a line of a dump", 1},
    {"000000 68 65  >he<\n", "", "not a line of a dump", 1},
    {"0000000   h   e\n", "", "not a line of a dump", 1},
    {"0000000 150 145\n", "", "not a line of a dump", 1},
    {"0000000    6568    6c6c\n", "", "not a line of a dump", 1},
    {"0000000   062550   066154\n", "", "not a line of a dump", 1},
    {"0000000 6568  6c6c\n", "", "not a line of a dump", 1},
    {"0000000 6568 6c6\n", "", "not a line of a dump", 1},
    {"0000000 6568 6c6g\n", "", "not a line of a dump", 1},
    {"0000000 1 2\n", "", "not a line of a dump", 1},
    {"0000000 0000 0000 0000 0000 0000 0000 0000 0000 0000\n", "", "not a line of a dump", 1},
    {"00000000  61 62 6\n", "", "not a line of a dump", 1},
    {"00000000  61  62\n", "ab", NULL, 0},
    {"00000000  61 62 63 64 65 66 67 68 69\n", "", "not a line of a dump", 1},
    {"00000000  61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f 70 71\n", "", "not a line", 1},
    {"00000000  61 x |a|\n", "", "not a line of a dump", 1},
    {"00000000  |a|\n", "", "not a line of a dump", 1},
    {"00000000: \n", "", "not a line of a dump", 1},
    {"00000000:   a\n", "", "not a line of a dump", 1},
    {"00000000:6162\n", "ab", NULL, 0},
    {"00000000: 616\n", "", "not a line of a dump", 1},
    {"00000000: 61 x\n", "", "not a line of a dump", 1},
    {"00000000: 6g\n", "", "not a line of a dump", 1},
    {"00000000 : 61\n", "", "not a line of a dump", 1},
    {"00000000; 61\n", "", "not a line of a dump", 1},
    {"00000000\t61\n", "", "not a line of a dump", 1},
    {"00000000  61\n00000001: 62\n", "a", "not a line of this dump", 2},
    {"00000000: 61\n00000001  62\n", "a", "not a line of this dump", 2},
    {"00000000: 61\n00000001\n", "a", "not a line of this dump", 2},
    {"00000000  61\n00000001\n00000001  62\n", "a", "more after the end", 3},
    {"00000000  61\n00000001\nx\n", "a", "not a line of a dump", 3},
};

static void
test_samples(void)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const struct sample *s = &samples[i];
		size_t n = strlen(s->text), want = strlen(s->bytes);
		bool good;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		if (s->text[7] == ' ' && s->text[8] != ' ')
			continue;
#endif
		run(&result, s->text, n, WINDOW);
		/* A C string ends where the first zero byte is, so more may follow. */
		good = result.count >= want && memcmp(result.bytes, s->bytes, want) == 0 &&
		       (result.count == want || result.bytes[want] == 0);
		if (s->error)
			good = good && result.error && strstr(result.error, s->error) &&
			       result.line == s->line;
		else
			good = good && !result.error;
		if (fails(good))
			printf("%s: %zu bytes, %s, line %" PRIu64 "\n", s->text, result.count,
			    result.error ? result.error : "no error", result.line);
		for (int piece = 1; piece < (int)n; piece++) {
			run(&other, s->text, n, piece);
			if (fails(equal(&result, &other)))
				printf("%s: another result in pieces of %d\n", s->text, piece);
		}
	}
}

/* What may stand before a line that goes on, where many more of them follow, or not. */
static void
test_before_run(const char *line, const char *error)
{
	uint8_t bytes[160];
	size_t len = strlen(line);
	size_t at = strlen(
	    "00000000  61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f 70  |abcdefghijklmnop|\n");

	make_bytes(bytes, sizeof(bytes));
	dump(CANONICAL, bytes, sizeof(bytes), 0, false);
	memmove(text + at + len, text + at, text_len - at);
	for (size_t i = 0; i < len; i++)
		text[at + i] = line[i];
	text_len += len;
	run(&result, text, text_len, WINDOW);
	if (fails(error ? result.count == 16 && result.line == 3 && result.error &&
	                      strstr(result.error, error)
	                : !result.error && result.count == sizeof(bytes)))
		printf("%s: %s, line %" PRIu64 "\n", line, result.error ? result.error : "no error",
		    result.line);
}

/* ---- long lines, long repetitions ----------------------------------------- */

static void
test_long_lines(void)
{
	for (size_t len = REVERT_LINE_MAX - 1; len <= REVERT_LINE_MAX + 1; len++)
		for (int newline = 0; newline < 2; newline++)
			for (int piece = 1; piece <= WINDOW; piece = piece * 2 + 1) {
				text_len = 0;
				add("00000000  61  |");
				while (text_len < len)
					add("x");
				add("%s", newline ? "\n" : "");
				run(&result, text, text_len, piece);
				if (fails(len <= REVERT_LINE_MAX
				              ? !result.error && result.count == 1
				              : result.error && result.line == 1 &&
				                    strstr(result.error, "too long")))
					printf("line of %zu bytes: %s\n", text_len,
					    result.error ? result.error : "no error");
			}
}

static uint64_t repeated;

static void
count(struct sink *s)
{
	for (const uint8_t *p = output.room; s->at && p < s->at; p++)
		if (*p != 'a' + repeated++ % 3)
			abort();
	s->at = output.room;
	s->end = s->at + output.size;
}

static void
test_long_repetition(void)
{
	static const char dump_text[] = "00000000  61 62 63  |abc|\n*\n02000001\n";
	struct revert r = {
	    .sink = &output.sink, .window = {window, WINDOW, 0}, .left = REVERT_UNBOUNDED};
	size_t room;

	output.sink = (struct sink){.more = count};
	revert_begin(&r);
	memcpy(revert_room(&r, &room), dump_text, strlen(dump_text));
	if (fails(revert_add(&r, strlen(dump_text)) && revert_end(&r)))
		printf("long repetition: %s\n", r.error);
	count(&output.sink);
	if (fails(repeated == 0x2000001))
		printf("long repetition: %" PRIu64 " bytes\n", repeated);
}

/* ---- damage --------------------------------------------------------------- */

static void
damage(void)
{
	static const char likely[] = "0123456789abcdefABCDEF \n\r*|:x.";
	size_t at = random_below((uint32_t)text_len), n = random_below(90);

	if (n > text_len - at)
		n = text_len - at;
	switch (random_below(5)) {
	case 0: /* a byte */
		text[at] = (char)random_below(256);
		break;
	case 1: /* a byte that means something */
		text[at] = likely[random_below(sizeof(likely) - 1)];
		break;
	case 2: /* some are gone */
		memmove(text + at, text + at + n, text_len - at - n);
		text_len -= n;
		break;
	case 3: /* some are there twice */
		if (text_len + n > sizeof(text))
			break;
		memmove(text + at + n, text + at, text_len - at);
		text_len += n;
		break;
	default: /* the end is gone */
		text_len = random_below(8) ? text_len : at;
	}
}

static void
test_damage(void)
{
	static uint8_t bytes[2000];

	for (int i = 0; i < 10000; i++) {
		size_t n = random_below(i % 16 ? 200 : sizeof(bytes));

		make_bytes(bytes, n);
		dump((enum form)random_below(FORMS), bytes, n,
		    (uint64_t)random_below(3) * 0xFFFFFF8, true);
		if (i % 3 == 0)
			make_dos();
		for (uint32_t times = 1 + random_below(3); times && text_len; times--)
			damage();
		run(&result, text, text_len, WINDOW);
		run(&other, text, text_len, 1);
		if (fails(equal(&result, &other)))
			printf("damaged: %s, line %" PRIu64 ", or %s, line %" PRIu64 "\n%.*s\n",
			    result.error ? result.error : "no error", result.line,
			    other.error ? other.error : "no error", other.line, (int)text_len,
			    text);
	}
}

static void
test_all(void)
{
	for (size_t i = 0; i < 2; i++) {
		output.size = i ? 3 * SINK_ROOM + 5 : SINK_ROOM;
		output.room = malloc(output.size);
		if (!output.room)
			abort();
		repeated = 0;
		test_lengths();
		test_offsets();
		test_splits();
		test_bounds();
		test_turned();
		test_samples();
		test_before_run("*\n", NULL);
		test_before_run("*\n*\n", "no line to repeat");
		test_before_run("00000010\n", "more after the end");
		test_long_lines();
		test_long_repetition();
		test_damage();
		free(output.room);
	}
}

int
main(int argc, char **argv)
{
	window = malloc(WINDOW);
	if (!window)
		return 1;
	while (another_round(argc, argv, 1))
		test_all();
	free(window);
	return finish();
}
