/* The engines of xxd: each level shows what plain C shows, a byte at a time, in all forms, at
 * all lengths from 0 to 300, at any alignment, cut anywhere; and what -p shows comes back
 * from -r -p. How a text or a damaged dump is cut does not change what -r makes of it. */
#include "applets/xxd/shape.h"
#include "applets/xxd/unplain.h"
#include "lib/dump/revert/revert.h"
#include "tests/dump/sink.h"

enum { DATA_MOST = 5000, WINDOW = 2 * 256 + 3000 };

static unsigned levels;
static uint8_t data[DATA_MOST];

static struct room want, got;

/* ---- showing ------------------------------------------------------------------- */

static struct shape
random_shape(void)
{
	static const uint64_t columns[] = {16, 16, 16, 6, 30, 12, 1, 2, 5, 8, 17, 32, 60, 256};
	struct shape s = {.columns = columns[random_below(sizeof(columns) / sizeof(*columns))]};
	const unsigned form = random_below(6);

	s.bits = random_below(4) == 0;
	s.capital = random_below(3) == 0;
	if (form == 0 || form == 1) {
		s.kind = form ? SHAPE_PLAIN : SHAPE_INCLUDE;
		s.bits = s.bits && !form;
		s.columns =
		    random_below(4) ? s.columns : (random_below(2) ? 0 : 257 + random_below(99));
		return s;
	}
	if (s.bits && random_below(2))
		s.columns = 6;
	s.group = 1 + random_below(s.columns);
	if (s.bits && random_below(2))
		s.group = 1;
	else if (random_below(2))
		s.group = s.columns > 1 ? 2 : 1;
	if (form == 2) {
		s.little = true;
		s.bits = false;
		while (s.group & (s.group - 1))
			s.group &= s.group - 1;
	}
	s.decimal = random_below(4) == 0;
	s.ebcdic = random_below(8) == 0;
	s.colour = random_below(8) == 0;
	s.skip_zeros = random_below(3) == 0;
	return s;
}

/* Pieces have `piece` bytes, or random ones up to that if it is negative. */
static void
show(struct room *room, const struct shape *form, enum cpu_level level, const uint8_t *p, size_t n,
    int piece, uint64_t offset)
{
	static uint8_t memory[QUICK_ROOM];
	static struct canned canned;
	struct shape s = *form;
	const struct format *format = &s.format.format;
	struct dump d = {.formats = &format, .count = 1, .sink = &room->sink, .level = level};
	uint8_t *window = malloc(WINDOW + DUMP_SLACK);

	if (!window)
		abort();
	*room = (struct room){.sink = {.more = more}};
	s.level = level;
	s.quick.memory = memory;
	s.quick.canned = &canned;
	d.window = (struct window){.bytes = window, .size = WINDOW};
	d.offset = offset;
	shape_begin(&s);
	dump_begin(&d);
	while (n) {
		size_t space, part = piece < 0 ? 1 + random_below((size_t)-piece) : (size_t)piece;
		uint8_t *to = dump_room(&d, &space);

		part = least(least(part, n), space);
		memcpy(to, p, part);
		dump_add(&d, part);
		p += part;
		n -= part;
	}
	dump_end(&d);
	shape_end(&s, &room->sink, d.offset);
	drain(room);
	free(window);
}

static void
compare(const struct shape *form, size_t from, size_t n, uint64_t offset)
{
	show(&want, form, CPU_PLAIN, data + from, n, 1, offset);
	for (unsigned level = 0; level < levels; level++)
		for (int piece = -600; piece <= 3000; piece += 3600) {
			show(&got, form, (enum cpu_level)level, data + from, n, piece, offset);
			if (fails(want.len == got.len && memcmp(want.text, got.text, got.len) == 0))
				printf("level %u, %zu bytes at %zu, columns %u, kind %d: %.*s\nnot "
				       "%.*s\n",
				    level, n, from, (unsigned)form->columns, (int)form->kind,
				    (int)least(got.len, 400), got.text, (int)least(want.len, 400),
				    want.text);
		}
}

static void
make_data(void)
{
	for (size_t i = 0; i < DATA_MOST; i++)
		data[i] = (uint8_t)random64();
	for (unsigned i = random_below(6); i; i--) {
		const size_t at = random_below(DATA_MOST);

		memset(data + at, 0, least(random_below(900), DATA_MOST - at));
	}
}

static uint64_t
random_offset(void)
{
	const uint64_t near[] = {
	    0, 0, 99990000, UINT64_C(0xFFFFF000), UINT64_MAX - 1000, UINT64_C(0x7FFFFFFFFFFFFF00)};

	return near[random_below(6)] + random_below(1000);
}

static void
test_lengths(void)
{
	for (size_t n = 0; n <= 300; n++)
		for (int i = 0; i < 12; i++) {
			const struct shape s = random_shape();

			compare(&s, random_below(64), n, random_offset());
		}
}

static void
test_random(void)
{
	for (int i = 0; i < 1500; i++) {
		const struct shape s = random_shape();
		const size_t from = random_below(DATA_MOST);

		if (i % 50 == 0)
			make_data();
		compare(&s, from, random_below(DATA_MOST - from), random_offset());
	}
}

/* Lanes of all lines fit into their memory. */
static void
test_memory(void)
{
	for (size_t columns = 1; columns <= SHAPE_COLUMNS_MAX; columns++)
		for (int bits = 0; bits < 2; bits++) {
			struct shape s = {
			    .columns = columns, .group = 1, .bits = bits, .decimal = true};

			compare(&s, 0, 600, UINT64_MAX - 100000);
		}
}

/* ---- -r -p --------------------------------------------------------------------- */

static void
unplain(struct room *room, struct unplain *u, const char *p, size_t n, int piece)
{
	*room = (struct room){.sink = {.more = more}};
	*u = (struct unplain){.sink = &room->sink, .left = UINT64_MAX};
	unplain_begin(u);
	while (n) {
		size_t part =
		    least(piece < 0 ? 1 + random_below((size_t)-piece) : (size_t)piece, n);
		uint8_t *copy = malloc(part);

		if (!copy)
			abort();
		memcpy(copy, p, part);
		unplain_add(u, copy, part);
		free(copy);
		p += part;
		n -= part;
	}
	unplain_end(u);
	drain(room);
}

static void
compare_unplain(const char *p, size_t n)
{
	struct unplain one, other;

	unplain(&want, &one, p, n, 1);
	for (int piece = -100; piece <= 6000; piece += 6100) {
		unplain(&got, &other, p, n, piece);
		if (fails(want.len == got.len && one.wrong == other.wrong &&
		          one.line == other.line && memcmp(want.text, got.text, got.len) == 0))
			printf("%.*s\n", (int)n, p);
	}
}

static void
test_round_trip(void)
{
	static char text[TEXT_MAX];

	for (size_t n = 0; n <= 300; n++) {
		struct shape s = {.kind = SHAPE_PLAIN, .columns = 1 + random_below(60)};
		struct unplain u;
		size_t length;

		show(&got, &s, CPU_PLAIN, data, n, 100, 0);
		length = got.len;
		memcpy(text, got.text, length);
		unplain(&got, &u, text, length, -50);
		if (fails(got.len == n && memcmp(got.text, data, n) == 0 && !u.wrong))
			printf("%zu bytes do not come back\n", n);
		compare_unplain(text, length);
	}
}

static void
test_any_text(void)
{
	static const char characters[] =
	    "0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789 \n\r\tgzx";
	static char text[400];

	for (int i = 0; i < 20000; i++) {
		const size_t n = random_below(sizeof(text)), bad = random_below(4);

		for (size_t k = 0; k < n; k++)
			text[k] = characters[random_below(sizeof(characters) - 1 - (bad ? 3 : 0))];
		compare_unplain(text, n);
	}
}

/* ---- -r ------------------------------------------------------------------------ */

static void
revert(struct room *room, struct revert *r, const char *p, size_t n, int piece)
{
	static uint8_t window[REVERT_WINDOW_MIN];
	bool good = true;

	*room = (struct room){.sink = {.more = more}};
	r->sink = &room->sink;
	r->window = (struct window){.bytes = window, .size = sizeof(window)};
	revert_begin(r);
	while (good && n && r->left) {
		size_t space, part = piece < 0 ? 1 + random_below((size_t)-piece) : (size_t)piece;
		uint8_t *to = revert_room(r, &space);

		part = least(least(part, n), space);
		memcpy(to, p, part);
		good = revert_add(r, part);
		p += part;
		n -= part;
	}
	if (good)
		good = revert_end(r);
	if (good == (r->error != NULL))
		abort();
	drain(room);
}

/* Damages a dump in some places. */
static void
damage(char *text, size_t n)
{
	static const char characters[] = "0123456789abcdef \n:*\rx";

	for (unsigned i = n ? random_below(4) : 0; i; i--)
		text[random_below(n)] = characters[random_below(sizeof(characters) - 1)];
}

static void
test_damaged_dumps(void)
{
	static char text[TEXT_MAX];

	for (int i = 0; i < 8000; i++) {
		const bool bits = random_below(3) == 0;
		const size_t n = random_below(600);
		struct shape s = {.columns = bits ? 6 : 16, .group = bits ? 1 : 2, .bits = bits};
		struct revert one = {.left = 3000, .fill = true, .bits = bits}, other;
		uint64_t start = random_below(3) ? 0 : random_below(100);
		size_t length;

		s.skip_zeros = random_below(2);
		one.shift = random_below(2) ? random_below(40) : 0;
		one.shift_back = random_below(2);
		one.columns = random_below(3) ? 0 : 1 + random_below(20);
		show(&got, &s, CPU_PLAIN, data + random_below(2000), n, 300, start);
		length = got.len;
		memcpy(text, got.text, length);
		damage(text, length);
		other = one;
		revert(&want, &one, text, length, 1);
		revert(&got, &other, text, length, -300);
		if (fails(want.len == got.len && one.error == other.error &&
		          one.line == other.line && memcmp(want.text, got.text, got.len) == 0))
			printf("%s, line %u; %s, line %u: %.*s\n", one.error ? one.error : "good",
			    (unsigned)one.line, other.error ? other.error : "good",
			    (unsigned)other.line, (int)least(length, 400), text);
	}
}

int
main(int argc, char **argv)
{
	levels = find_levels();
	while (another_round(argc, argv, 1)) {
		make_data();
		test_lengths();
		test_random();
		test_memory();
		test_round_trip();
		test_any_text();
		test_damaged_dumps();
	}
	return finish();
}
