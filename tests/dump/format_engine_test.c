/* hexdump's format language, from a text to a dump, with memory that ends where
 * it says it does. Formats are made by a grammar and then spoilt; each is
 * compiled twice, with room for the quick steps and without, and both must
 * print the same, in whatever pieces the input comes. Integers, characters and
 * strings are compared with printf's as well.
 *
 * format_engine_test [SECONDS [SEED]]: fuzzes for so long. */
#include "lib/dump/format/formats.h"
#include "lib/dump/program/program.h"
#include "tests/engine.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void *
must(void *p)
{
	if (!p)
		abort();
	return p;
}

/* ---- output: in pieces that end where an allocation does ------------------ */

enum { OUTPUT_MAX = 300000 };

struct output {
	struct sink sink; /* first */
	uint8_t *piece;
	size_t length;
	char text[OUTPUT_MAX];
};

static jmp_buf full;

static void
drain(struct output *o)
{
	size_t n = o->piece ? (size_t)(o->sink.at - o->piece) : 0;
	size_t fits = least(n, sizeof(o->text) - o->length);

	if (fits)
		memcpy(o->text + o->length, o->piece, fits);
	o->length += fits;
	free(o->piece);
	o->piece = NULL;
}

static void
more(struct sink *sink)
{
	struct output *o = (struct output *)sink;
	size_t size = SINK_ROOM + random_below(3) * random_below(200);

	drain(o);
	if (o->length == sizeof(o->text))
		longjmp(full, 1);
	o->piece = must(malloc(size));
	sink->at = o->piece;
	sink->end = o->piece + size;
}

/* ---- one format, one input ------------------------------------------------ */

enum { SOURCES_MAX = 4 };

struct trial {
	const char *texts[SOURCES_MAX]; /* NULL: a canned one */
	size_t count;
	bool lines, colour, squeeze;
	size_t arena; /* bytes */
	bool quick;   /* leave room for steps */
	uint64_t offset;
};

static struct formats formats;
/* How many the processor has. */
static unsigned levels;

/* Compiles the formats, as formats_compile() does, but that steps get no room
 * unless they are wanted. What the arena is must outlive the formats. */
static bool
compile(const struct trial *t, uint8_t *memory, char **texts)
{
	struct source sources[SOURCES_MAX];
	struct arena arena = {memory, memory + t->arena};

	for (size_t i = 0; i < t->count; i++) {
		sources[i] = (struct source){.kind = CANNED_CANONICAL};
		if (t->texts[i])
			sources[i] = (struct source){
			    .text = texts[i], .length = strlen(texts[i]), .lines = t->lines};
	}
	formats.quick = t->quick;
	formats.level = (enum cpu_level)random_below(levels);
	return formats_compile(&formats, sources, t->count, t->colour, &arena);
}

static void
feed(struct dump *d, const uint8_t *p, size_t n)
{
	while (n && formats.block) {
		size_t room, piece = 1 + random_below(200) * random_below(20);
		uint8_t *to = dump_room(d, &room);

		piece = least(piece, least(n, room));
		memcpy(to, p, piece);
		dump_add(d, piece);
		p += piece;
		n -= piece;
	}
	dump_end(d);
}

static void
dump(const struct trial *t, const uint8_t *p, size_t n, struct output *o)
{
	struct dump d = {
	    .formats = formats.list,
	    .count = formats.count,
	    .squeeze = t->squeeze,
	    .sink = &o->sink,
	    .offset = t->offset,
	    .window.size = 2 * (size_t)formats.block + 64 + random_below(2) * (size_t)1000,
	    .level = (enum cpu_level)random_below(levels),
	};
	uint8_t *window = must(malloc(d.window.size + DUMP_SLACK));

	d.window.bytes = window;
	dump_begin(&d);
	if (setjmp(full) == 0)
		feed(&d, p, n);
	drain(o);
	free(window);
}

/* What was written is no more than the formats say that blocks become at most. */
static bool
is_within(const struct output *o, size_t n)
{
	size_t blocks = formats.block ? n / formats.block + 1 : 0;

	return o->length <= (blocks + 1) * (formats.output + sizeof("*"));
}

/* The text of the dump; "" where the format is wrong, which *good then says. */
static void
try(const struct trial *t, const uint8_t *p, size_t n, struct output *o, bool *good)
{
	uint8_t *memory = must(calloc(1, t->arena));
	char *texts[SOURCES_MAX] = {NULL};

	o->length = 0;
	o->sink = (struct sink){.more = more};
	for (size_t i = 0; i < t->count; i++)
		if (t->texts[i])
			texts[i] = must(strdup(t->texts[i]));
	*good = compile(t, memory, texts);
	if (*good && formats.count) {
		dump(t, p, n, o);
		if (fails(is_within(o, n) && formats.output <= FORMAT_OUTPUT_MAX))
			printf("%zu bytes became %zu, not %llu a block: {%s}\n", n, o->length,
			    (unsigned long long)formats.output, t->texts[0]);
	}
	if (!*good && formats.text && strlen(formats.fault.what) > 3)
		abort();
	for (size_t i = 0; i < t->count; i++)
		free(texts[i]);
	free(memory);
}

/* ---- formats, by the grammar and against it ------------------------------- */

enum { TEXT_MAX = 2048 };

struct text {
	char bytes[TEXT_MAX];
	size_t length;
};

#define add(text, ...)                                                                             \
	((text)->length = least((text)->length + (size_t)snprintf((text)->bytes + (text)->length,  \
	                                             TEXT_MAX - (text)->length, __VA_ARGS__),      \
	     TEXT_MAX - 1))

static const char *
one_of(const char *const *list, size_t n)
{
	return list[random_below((uint32_t)n)];
}
#define ONE_OF(...)                                                                                \
	one_of((const char *const[]){__VA_ARGS__},                                                 \
	    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void
add_number(struct text *t)
{
	switch (random_below(12)) {
	case 0:
		add(t, "%u", random_below(100000));
		break;
	case 1:
		add(t, "%s",
		    ONE_OF("65535", "65536", "1048576", "1048577", "4294967297", "99999999999"));
		break;
	default:
		add(t, "%u", random_below(random_below(10) ? 26 : 300));
	}
}

static void
add_colours(struct text *t)
{
	add(t, "_L[");
	for (unsigned i = random_below(3) + 1; i; i--) {
		add(t, "%s%s", random_below(4) ? "" : "!",
		    ONE_OF("red", "blue", "bold", "cyan", "pink", ""));
		switch (random_below(5)) {
		case 0:
			add(t, ":0x%x", random_below(300));
			break;
		case 1:
			add(t, ":%s",
			    ONE_OF(
			        "a", "ab", "abcd", "@", "a@@@", "@1@", "a@1-", "]", "0", "09", ""));
			break;
		default:
			break;
		}
		if (!random_below(3))
			add(t, "@%u", random_below(100));
		if (!random_below(4))
			add(t, "-%s", ONE_OF("1", "50", "99", "18446744073709551615", "x"));
		if (i > 1)
			add(t, ",");
	}
	add(t, "%s", random_below(20) ? "]" : "");
}

static void
add_conversion(struct text *t)
{
	add(t, "%%");
	while (!random_below(2))
		add(t, "%c", "-+ #0"[random_below(5)]);
	if (random_below(2))
		add_number(t);
	if (!random_below(3)) {
		add(t, ".");
		if (random_below(5))
			add_number(t);
	}
	add(t, "%s",
	    ONE_OF("d", "i", "o", "u", "x", "X", "c", "s", "e", "E", "f", "g", "G", "_c", "_p",
	        "_u", "_ad", "_ao", "_ax", "_Ad", "_Ax", "x", "x", "d", "_p", "n", "%", ""));
	if (!random_below(6))
		add_colours(t);
}

static void
add_unit(struct text *t)
{
	static const char *const counts[] = {"", "1", "1", "1", "2", "4", "8", "3", "16"};

	if (random_below(2))
		add_number(t);
	if (random_below(2))
		add(t, "/%s", counts[random_below(9)]);
	add(t, " \"");
	for (unsigned i = random_below(4); i; i--) {
		for (unsigned letters = random_below(3) * random_below(8); letters; letters--)
			add(t, "%c", "ab |\\n\\t\\0"[random_below(10)]);
		if (random_below(4))
			add_conversion(t);
	}
	add(t, "%s\" ", ONE_OF("", " ", "  ", "\\n", "\\"));
}

/* Lines as people want them: an offset, then numbers with short texts around them. */
static void
add_line(struct text *t)
{
	if (random_below(4))
		add(t, "%u/1 \"%%c\" ", random_below(20));
	if (random_below(4))
		add(t, "\"%s%%%s_a%c%s\" ", ONE_OF("", "@"),
		    ONE_OF("08", "07.7", "", "2", "02", "03", "04.4", "8"), "xdo"[random_below(3)],
		    ONE_OF("", "  ", ": "));
	for (unsigned i = random_below(3) + 1; i; i--)
		add(t, "%u/%u \"%s%%%s%s%s\" ", 1 + random_below(16),
		    1U << random_below(2) * random_below(4), ONE_OF("", "", "0x", " "),
		    ONE_OF("", "02", "02", "3", "04", "6", ".8", "012", "+"),
		    ONE_OF("x", "x", "X", "u", "d", "o"), ONE_OF("", " ", " ", ",", ", "));
	add(t, "%s", ONE_OF("", "\"\\n\"", "\" |\" 3/1 \"%_p\" \"|\\n\""));
}

static void
spoil(struct text *t)
{
	for (unsigned i = random_below(4) + 1; i && t->length; i--) {
		size_t at = random_below((uint32_t)t->length);

		switch (random_below(3)) {
		case 0:
			t->bytes[at] = (char)(1 + random_below(255));
			break;
		case 1:
			memmove(t->bytes + at, t->bytes + at + 1, t->length-- - at);
			break;
		default:
			t->bytes[at] = "%\"\\/0 _L[]\n.9"[random_below(13)];
		}
	}
}

static void
make_format(struct text *t)
{
	t->length = 0;
	t->bytes[0] = '\0';
	for (unsigned i = random_below(3) ? 1 + random_below(5) : 0; i; i--)
		add_unit(t);
	if (!t->length)
		add_line(t);
	if (!random_below(3))
		spoil(t);
}

static void
fill(uint8_t *p, size_t n)
{
	static const uint8_t few[] = {0, 0, 'a', 'b', 127, 128, 255};
	unsigned kind = random_below(3);

	for (size_t i = 0; i < n; i++)
		p[i] = kind == 0   ? (uint8_t)random_below(256)
		       : kind == 1 ? few[random_below(7)]
		                   : 0;
}

static void
fuzz_one(void)
{
	static struct text texts[SOURCES_MAX];
	static struct output quick, slow;
	static uint8_t data[5000];
	struct trial t = {
	    .count = 1 + random_below(2) * random_below(SOURCES_MAX),
	    .lines = !random_below(4),
	    .colour = random_below(2),
	    .squeeze = random_below(2),
	    .arena = (size_t)(random_below(8) ? 60000 : random_below(20000)) / 8 * 8,
	    .quick = true,
	    .offset =
	        random_below(3) ? random_below(1000) : (seed & UINT64_MAX >> 1) >> random_below(60),
	};
	size_t n = random_below(4) ? random_below(300) : random_below(sizeof(data));
	bool good, good_again;

	for (size_t i = 0; i < t.count; i++) {
		make_format(&texts[i]);
		t.texts[i] = random_below(12) ? texts[i].bytes : NULL;
	}
	if (!random_below(4)) /* where offsets get a digit more, soon */
		t.offset = (UINT64_C(1) << (10 + random_below(53))) - random_below(1000);
	fill(data, n);
	alarm(30); /* in which nothing that is in order is still at it */
	try(&t, data, n, &quick, &good);
	t.quick = false;
	try(&t, data, n, &slow, &good_again);
	alarm(0);
	if (fails(good == good_again && quick.length == slow.length &&
	          memcmp(quick.text, slow.text, slow.length) == 0))
		printf("quick and slow differ, %zu bytes at %llx: {%s} and %zu more\n", n,
		    (unsigned long long)t.offset, texts[0].bytes, t.count - 1);
}

/* ---- against printf -------------------------------------------------------- */

/* One conversion, as printf has it, of all kinds of values. */
static void
like_printf(void)
{
	static struct output o;
	static const uint64_t values[] = {0, 1, 9, 10, 99, 100, 127, 128, 255, 256, 32767, 32768,
	    65535, 99999999, 100000000, 2147483647, 2147483648, 4294967295, 9999999999999999,
	    10000000000000000, INT64_MAX, (uint64_t)INT64_MIN, UINT64_MAX};
	static const size_t sizes[] = {1, 2, 4, 8};
	size_t size = sizes[random_below(4)];
	char directions[16] = "", format[64], as_printf[64], want[2000];
	const char *text = format;
	struct trial t = {.count = 1, .arena = 60000, .quick = random_below(2), .colour = true};
	size_t length = 0;
	uint64_t v = values[random_below(sizeof(values) / sizeof(values[0]))];
	char c = "dioxXu"[random_below(6)];
	bool good;

	if (random_below(2))
		v = (seed >> random_below(64)) * (random_below(2) ? 1 : UINT64_MAX);
	while (random_below(2) && length < 4)
		directions[length++] = "-+ #0"[random_below(5)];
	if (random_below(2))
		length += (size_t)snprintf(
		    directions + length, 6, "%u", 1 + random_below(random_below(5) ? 26 : 200));
	if (random_below(2))
		snprintf(directions + length, 6, ".%u", random_below(random_below(5) ? 26 : 200));
	snprintf(format, sizeof(format), "1/%zu \"<%%%s%c>\"", size, directions, c);
	snprintf(as_printf, sizeof(as_printf), "<%%%sll%c>", directions, c);
	t.texts[0] = text;
	try(&t, (const uint8_t *)&v, size, &o, &good);
	v &= UINT64_MAX >> (64 - 8 * size);
	if ((c == 'd' || c == 'i') && v >> (8 * size - 1) && size < 8)
		v |= UINT64_MAX << 8 * size;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(want, sizeof(want), as_printf, v);
#pragma GCC diagnostic pop
	if (fails(good && o.length == strlen(want) && o.length <= formats.output &&
	          memcmp(o.text, want, o.length) == 0))
		printf("%s of %llx: %.*s, not %s\n", format, (unsigned long long)v, (int)o.length,
		    o.text, want);
}

int
main(int argc, char **argv)
{
	time_t end = argc > 1 ? time(NULL) + (time_t)strtol(argv[1], NULL, 10) : 0;

	if (argc > 2)
		seed ^= strtoull(argv[2], NULL, 10) * 0x9E3779B97F4A7C15;
	levels = find_levels();
	for (unsigned i = 0; i < 100000; i++)
		like_printf();
	for (unsigned i = 0; argc > 1 ? time(NULL) < end : i < 100000; i++)
		fuzz_one();
	return finish();
}
