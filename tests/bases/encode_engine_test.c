/* base64's encoder on every level that this processor has, against a slow one. */
#include "lib/bases/encode.h"
#include "tests/bases/reference.h"

static struct bytes data, want, got;

/* Encodes `data` into `got`. */
static void
encode(enum cpu_level level, uint64_t wrap, size_t alignment, const struct cuts *cuts)
{
	static struct base64_encoder e;
	uint8_t *out;
	size_t room, made;

	got.n = 0;
	base64_encode_begin(&e, wrap, level);
	for (size_t at = 0, end; at < data.n; at = end) {
		uint8_t *in;

		end = piece_end(cuts, at, data.n);
		in = window(INPUT, alignment, end - at);
		memcpy(in, data.b + at, end - at);
		room = base64_encode_room(&e, end - at);
		out = window(OUTPUT, (alignment * 7 + at) % ALIGNMENTS, room + BASE64_SLACK);
		made = base64_encode(&e, in, end - at, out);
		if (made > room || !guarded(out))
			judge(false, "room of encode", level, data.n, wrap);
		append(&got, out, made);
	}
	room = base64_encode_room(&e, 1);
	out = window(OUTPUT, alignment, room + BASE64_SLACK);
	made = base64_encode_end(&e, out);
	if (made > room || !guarded(out))
		judge(false, "room of encode_end", level, data.n, wrap);
	append(&got, out, made);
}

/* `want` is what is right. */
static void
check(uint64_t wrap, size_t alignment, const struct cuts *cuts, const char *what)
{
	for (enum cpu_level level = CPU_PLAIN; level <= best_level(); level++) {
		encode(level, wrap, alignment, cuts);
		judge(equal(&want, &got), what, level, data.n, wrap);
	}
}

/* RFC 4648, section 10. */
static void
test_vectors(void)
{
	static const char *const vectors[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="},
	    {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};

	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		data.n = strlen(vectors[i][0]);
		memcpy(data.b, vectors[i][0], data.n);
		want.n = strlen(vectors[i][1]);
		memcpy(want.b, vectors[i][1], want.n);
		check(0, 0, &(struct cuts){0}, "RFC 4648");
	}
}

/* Every length in lines of every width, at every alignment, and at every cut. */
static void
test_lengths(void)
{
	for (size_t n = 0; n <= 300; n++) {
		fill(&data, n);
		for (size_t w = 0; w < WIDTHS; w++) {
			slow_encode(&data, widths[w], &want);
			check(widths[w], n % ALIGNMENTS, &(struct cuts){0}, "a width");
			for (size_t cut = w; cut <= n; cut += WIDTHS)
				check(
				    widths[w], cut % ALIGNMENTS, &(struct cuts){1, {cut}}, "a cut");
			if (widths[w] != 0 && widths[w] != 65 && widths[w] != 76)
				continue;
			for (size_t alignment = 0; alignment < ALIGNMENTS; alignment++)
				check(widths[w], alignment, &(struct cuts){0}, "an alignment");
			for (size_t cut = 1; cut < n; cut++)
				check(
				    widths[w], cut % ALIGNMENTS, &(struct cuts){1, {cut}}, "a cut");
		}
	}
}

/* Long enough for many slices; all bytes have all values. */
static void
test_long(void)
{
	for (size_t i = 0; i < 400; i++) {
		const uint64_t wrap = i < 200 ? i : widths[random_below(WIDTHS)];
		const size_t pick = i % 3;
		struct cuts cuts;

		fill(&data, pick == 0 ? BASE64_SLICE - 60 + random_below(120)
		                      : MANY - random_below(MANY / 2));
		slow_encode(&data, wrap, &want);
		cuts = random_cuts(data.n);
		check(wrap, random_below(ALIGNMENTS), &cuts, "a long text");
	}
}

/* What is said to fit into a room does, wherever the line stands. */
static void
test_most(void)
{
	static struct base64_encoder e;

	for (size_t w = 0; w < WIDTHS; w++) {
		base64_encode_begin(&e, widths[w], CPU_PLAIN);
		for (size_t room = 32; room < 600; room++) {
			const size_t most = base64_encode_most(&e, room);

			e.column = widths[w] > 0 ? widths[w] - 1 : 0;
			judge(most > 0 && most % 3 == 0 && base64_encode_room(&e, most) <= room,
			    "the most that fits", CPU_PLAIN, room, widths[w]);
			/* Another 12 bytes have 16 characters. */
			e.column = 0;
			judge(base64_encode_room(&e, most + 12) > room, "no more", CPU_PLAIN, room,
			    widths[w]);
		}
	}
}

int
main(void)
{
	test_vectors();
	test_most();
	test_lengths();
	test_long();
	return finish();
}
