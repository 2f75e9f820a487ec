/* The engines of strings on every level that this processor has, against a slow search by
 * GNU's rule in the whole of the data: all encodings, alone and together, all minimums that
 * matter, lengths from 0 to 300, alignments, and cuts anywhere. */
#include "lib/strings/strings.h"


#include "lib/utf8/utf8.h"
#include "tests/engine.h"

enum { DATA_MOST = 6000, TEXT_MOST = 1 << 20, SLACK = 64, FOUND_MOST = 2 * DATA_MOST };

struct bytes {
	uint8_t b[TEXT_MOST];
	size_t n;
};
static struct bytes data, want, got;

static struct {
	unsigned encodings; /* flags */
	unsigned min, radix;
	bool whitespace;
	enum strings_show show;
	const char *separator, *name;
} form;

static void
append(struct bytes *to, const void *from, size_t n)
{
	if (to->n + n > sizeof(to->b))
		abort();
	memcpy(to->b + to->n, from, n);
	to->n += n;
}

/* ---- the slow search ------------------------------------------------------------ */

/* A string: its units are data[start..end), and it has min characters at `reached`. */
struct found {
	enum strings_encoding encoding;
	size_t start, end, reached;
};
static struct found all[FOUND_MOST];
static size_t all_count;

static bool
is_ascii(uint32_t c)
{
	return (c >= ' ' && c <= '~') || c == '\t' || (form.whitespace && c >= '\n' && c <= '\r');
}

/* The bytes of the unit at i if it is a character, 0 if it is none; SIZE_MAX where the data
 * ends within it. */
static size_t
unit(enum strings_encoding e, size_t i)
{
	const unsigned width = strings_width(e);
	uint32_t c = 0;
	int length;

	if (i + width > data.n)
		return SIZE_MAX;
	if (e == STRINGS_UTF8) {
		length = utf8_decode(data.b + i, data.n - i, &c);
		if (length < 0)
			return SIZE_MAX;
		return length > 1 ? (c >= 0xA0 ? (size_t)length : 0) : length == 1 && is_ascii(c);
	}
	for (unsigned k = 0; k < width; k++) {
		const bool big = e == STRINGS_BIG16 || e == STRINGS_BIG32;

		c |= (uint32_t)data.b[i + k] << 8 * (big ? width - 1 - k : k);
	}
	return is_ascii(c) || (e == STRINGS_8BIT && c >= 0x80) ? width : 0;
}

static void
search(enum strings_encoding e)
{
	size_t i = 0, n;

	do {
		struct found f = {.encoding = e, .start = i};
		unsigned count = 0;

		while ((n = unit(e, i)) > 0 && n != SIZE_MAX) {
			i += n;
			if (++count == form.min)
				f.reached = i;
		}
		f.end = i++;
		if (count >= form.min)
			all[all_count++] = f;
	} while (n != SIZE_MAX);
}

static int
by_reached(const void *a, const void *b)
{
	const size_t x = ((const struct found *)a)->reached, y = ((const struct found *)b)->reached;

	return x < y ? -1 : x > y;
}

static void
show(const uint8_t *p, size_t n, uint32_t c)
{
	char text[64] = "";

	switch (form.show) {
	case STRINGS_RAW:
		append(&want, p, n);
		return;
	case STRINGS_HEX:
		append(&want, "<0x", 3);
		for (size_t i = 0; i < n; i++)
			append(&want, text, (size_t)sprintf(text, "%02x", p[i]));
		append(&want, ">", 1);
		return;
	case STRINGS_ESCAPE:
	case STRINGS_COLOURED:
		append(&want, "\033[31;47m", form.show == STRINGS_COLOURED ? 8 : 0);
		append(&want, text, (size_t)sprintf(text, "\\u%0*x", c > 0xFFFF ? 6 : 4, c));
		append(&want, "\033[0m", form.show == STRINGS_COLOURED ? 4 : 0);
		return;
	}
}

static void
print_found(const struct found *f)
{
	const char *const formats[] = {[8] = "%7lo ", [10] = "%7lu ", [16] = "%7lx "};
	const bool big = f->encoding == STRINGS_BIG16 || f->encoding == STRINGS_BIG32;
	char text[64] = "";
	size_t n;

	append(&want, form.name, strlen(form.name));
	if (form.radix)
		append(&want, text,
		    (size_t)sprintf(text, formats[form.radix], (unsigned long)f->start));
	for (size_t i = f->start; i < f->end; i += n) {
		uint32_t c = 0;

		n = unit(f->encoding, i);
		if (f->encoding == STRINGS_UTF8 && n > 1) {
			utf8_decode(data.b + i, n, &c);
			show(data.b + i, n, c);
		} else {
			append(&want, data.b + i + (big ? n - 1 : 0), 1);
		}
	}
	append(&want, form.separator, strlen(form.separator));
}

static void
slow(void)
{
	all_count = 0;
	want.n = 0;
	for (int e = 0; e <= STRINGS_LITTLE32; e++)
		if (form.encodings & 1U << e)
			search((enum strings_encoding)e);
	qsort(all, all_count, sizeof(all[0]), by_reached);
	for (size_t i = 0; i < all_count; i++)
		print_found(&all[i]);
}

/* ---- the engines ---------------------------------------------------------------- */

static struct {
	struct sink sink; /* first */
	uint8_t *memory;  /* of just that size: the sanitizer guards its end */
} room;

static void
take_room(void)
{
	if (room.memory)
		append(&got, room.memory, (size_t)(room.sink.at - room.memory));
	free(room.memory);
	room.memory = NULL;
}

static void
more(struct sink *s)
{
	const size_t n = SINK_ROOM + random_below(3000);

	take_room();
	s->at = room.memory = malloc(n + SLACK);
	s->end = s->at + n;
}

static void
look_for_all(struct strings *s, uint8_t *memory)
{
	for (int e = 0; e <= STRINGS_LITTLE32; e++) {
		if (!(form.encodings & 1U << e))
			continue;
		strings_look_for(s, (enum strings_encoding)e, memory);
		memory += strings_memory((enum strings_encoding)e, form.min);
	}
}

/* Every piece is in memory of its own, at an alignment of its own. */
static void
run(enum cpu_level level, size_t most)
{
	struct strings s = {
	    .min = form.min,
	    .whitespace = form.whitespace,
	    .radix = form.radix,
	    .show = form.show,
	    .separator = (const uint8_t *)form.separator,
	    .separator_size = strlen(form.separator),
	    .name = (const uint8_t *)form.name,
	    .name_size = strlen(form.name),
	    .sink = &room.sink,
	};
	uint8_t *held = malloc((size_t)form.min * 6);

	got.n = 0;
	room.sink = (struct sink){.more = more};
	look_for_all(&s, held);
	strings_begin(&s, level);
	for (size_t i = 0, n; i < data.n; i += n) {
		const size_t left = data.n - i, shift = random_below(64);
		uint8_t *piece;

		n = 1 + random_below(most < left ? most : left);
		piece = malloc(shift + n);
		memcpy(piece + shift, data.b + i, n);
		strings_add(&s, piece + shift, n);
		free(piece);
	}
	strings_end(&s);
	take_room();
	free(held);
}

static void
check(const char *what)
{
	const size_t cuts[] = {1, 7, 70, 700, DATA_MOST};

	slow();
	for (unsigned level = 0; level < find_levels(); level++) {
		run((enum cpu_level)level, cuts[random_below(sizeof(cuts) / sizeof(cuts[0]))]);
		if (fails(got.n == want.n && memcmp(got.b, want.b, got.n) == 0))
			printf("%s: level %u, encodings %x, min %u, radix %u, %zu bytes\n", what,
			    level, form.encodings, form.min, form.radix, data.n);
	}
}

/* ---- data ------------------------------------------------------------------------ */

static void
add(const void *p, size_t n)
{
	if (data.n + n <= DATA_MOST)
		append(&data, p, n);
}

static void
add_byte(unsigned c)
{
	const uint8_t byte = (uint8_t)c;

	add(&byte, 1);
}

/* Characters in units of some width, the last one perhaps cut off. */
static void
add_units(unsigned n)
{
	const unsigned width = 1U << random_below(3), place = random_below(2) ? width - 1 : 0;

	while (n-- > 0)
		for (unsigned k = 0; k < width; k++)
			add_byte(k == place ? ' ' + random_below(95) : 0);
	if (data.n > 0)
		data.n -= random_below(2);
}

static void
add_something(void)
{
	static const char *const wide[] = {"\303\251", "\342\202\254", "\360\237\230\200",
	    "\302\233", "\342\202", "\300\257", "\355\240\200"};
	const unsigned n = random_below(2) ? random_below(9) : random_below(150);

	switch (random_below(6)) {
	case 0:
		for (unsigned i = 0; i < n; i++)
			add_byte(random_below(256));
		break;
	case 1:
		for (unsigned i = 0; i < n; i++)
			add_byte(0);
		break;
	case 2:
		for (unsigned i = 0; i < n % 16; i++)
			add(wide[i % 7], strlen(wide[i % 7]));
		add(wide[n % 7], strlen(wide[n % 7]));
		break;
	case 3:
		add_byte("\t\n\v\f\r\177\037\200\377"[n % 9]);
		break;
	default:
		add_units(n);
		break;
	}
}

static void
make_data(size_t n)
{
	data.n = 0;
	while (data.n < n)
		add_something();
	data.n = n;
}

static void
make_form(void)
{
	static const unsigned mins[] = {
	    1, 2, 3, 4, 4, 4, 5, 7, 8, 9, 16, 17, 31, 32, 33, 63, 64, 65, 100, 300};
	static const unsigned radixes[] = {0, 0, 8, 10, 16};
	static const char *const separators[] = {"\n", "\n", "\n", "", "<->"};
	const unsigned bytes = 1U << random_below(3);

	form.min = mins[random_below(sizeof(mins) / sizeof(mins[0]))];
	form.radix = radixes[random_below(5)];
	form.separator = separators[random_below(5)];
	form.name = random_below(4) ? "" : "name: ";
	form.whitespace = random_below(4) == 0;
	form.show = (enum strings_show)random_below(4);
	form.encodings = random_below(2) ? bytes : 1U << random_below(7);
	if (random_below(4) == 0 && form.min > 1)
		form.encodings = (random_below(2) ? bytes : 0) |
		                 (random_below(2) ? 8U << random_below(2) : 0) |
		                 32U << random_below(2);
}

/* strings_engine_test [SECONDS [SEED]]: without SECONDS, a fixed number of rounds. */
int
main(int argc, char **argv)
{
	while (another_round(argc, argv, 60)) {
		for (size_t n = 0; n <= 300; n++) {
			make_form();
			make_data(n);
			check("short");
		}
		for (int i = 0; i < 30; i++) {
			make_form();
			make_data(300 + random_below(DATA_MOST - 300));
			check("long");
		}
	}
	return finish();
}
