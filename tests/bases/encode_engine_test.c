/* The encoders of all bases on every level that this processor has, against a slow one. */
#include "lib/bases/encode.h"
#include "tests/bases/reference.h"

static struct bytes data, want, got;

/* Encodes `data` into `got`. */
static void
encode(enum cpu_level level, bool pad, uint64_t wrap, size_t alignment, const struct cuts *cuts)
{
	static struct base_encoder e;
	uint8_t *out;
	size_t room, made;

	got.n = 0;
	base_encode_begin(&e, base, pad, wrap, level);
	for (size_t at = 0, end; at < data.n; at = end) {
		uint8_t *in;

		end = piece_end(cuts, at, data.n);
		in = window(INPUT, alignment, end - at);
		memcpy(in, data.b + at, end - at);
		room = base_encode_room(&e, end - at);
		out = window(OUTPUT, (alignment * 7 + at) % ALIGNMENTS, room + BASE_ENGINE_SPACE);
		made = base_encode(&e, in, end - at, out);
		if (made > room || !guarded(out))
			judge(false, "room of encode", level, data.n, wrap);
		append(&got, out, made);
	}
	room = base_encode_room(&e, 1);
	out = window(OUTPUT, alignment, room + BASE_ENGINE_SPACE);
	made = base_encode_end(&e, out);
	if (made > room || !guarded(out))
		judge(false, "room of encode_end", level, data.n, wrap);
	append(&got, out, made);
}

/* `want` is what is right. */
static void
check(bool pad, uint64_t wrap, size_t alignment, const struct cuts *cuts, const char *what)
{
	for (enum cpu_level level = CPU_PLAIN; level <= best_level(); level++) {
		encode(level, pad, wrap, alignment, cuts);
		judge(equal(&want, &got), what, level, data.n, wrap);
	}
}

/* RFC 4648, section 10; ZeroMQ's RFC 32; and bits. */
static const struct {
	enum base base;
	const char *bytes, *text;
} vectors[] = {
    {BASE64, "", ""},
    {BASE64, "f", "Zg=="},
    {BASE64, "fo", "Zm8="},
    {BASE64, "foo", "Zm9v"},
    {BASE64, "foob", "Zm9vYg=="},
    {BASE64, "fooba", "Zm9vYmE="},
    {BASE64, "foobar", "Zm9vYmFy"},
    {BASE64, "\xFB\xEF\xFF", "++//"},
    {BASE64URL, "\xFB\xEF\xFF", "--__"},
    {BASE64URL, "fo", "Zm8="},
    {BASE32, "f", "MY======"},
    {BASE32, "fo", "MZXQ===="},
    {BASE32, "foo", "MZXW6==="},
    {BASE32, "foob", "MZXW6YQ="},
    {BASE32, "fooba", "MZXW6YTB"},
    {BASE32, "foobar", "MZXW6YTBOI======"},
    {BASE32HEX, "f", "CO======"},
    {BASE32HEX, "fo", "CPNG===="},
    {BASE32HEX, "foo", "CPNMU==="},
    {BASE32HEX, "foob", "CPNMUOG="},
    {BASE32HEX, "fooba", "CPNMUOJ1"},
    {BASE32HEX, "foobar", "CPNMUOJ1E8======"},
    {BASE16, "foobar", "666F6F626172"},
    {BASE2MSBF, "a", "01100001"},
    {BASE2LSBF, "a", "10000110"},
    {Z85, "\x86\x4F\xD2\x6F\xB5\x59\xF7\x5B", "HelloWorld"},
};

static void
test_vectors(void)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		base = vectors[i].base;
		data.n = strlen(vectors[i].bytes);
		memcpy(data.b, vectors[i].bytes, data.n);
		slow_encode(&data, true, 0, &want);
		judge(want.n == strlen(vectors[i].text) &&
		          memcmp(want.b, vectors[i].text, want.n) == 0,
		    "the slow encoder", CPU_PLAIN, data.n, i);
		check(true, 0, 0, &(struct cuts){0}, "a vector");
	}
}

/* Every length in lines of every width, at every alignment, and at every cut; or at every
 * `step`th. */
static void
test_lengths(bool pad, size_t step)
{
	for (size_t n = 0; n <= 300; n++) {
		fill(&data, n);
		for (size_t w = 0; w < WIDTHS; w++) {
			slow_encode(&data, pad, widths[w], &want);
			check(pad, widths[w], n % ALIGNMENTS, &(struct cuts){0}, "a width");
			for (size_t cut = w; cut <= data.n; cut += WIDTHS * step)
				check(pad, widths[w], cut % ALIGNMENTS, &(struct cuts){1, {cut}},
				    "a cut");
			if (!pad || (widths[w] != 0 && widths[w] != 65 && widths[w] != 76))
				continue;
			for (size_t alignment = n % step; alignment < ALIGNMENTS; alignment += step)
				check(pad, widths[w], alignment, &(struct cuts){0}, "an alignment");
			for (size_t cut = 1 + n % step; cut < data.n; cut += step)
				check(pad, widths[w], cut % ALIGNMENTS, &(struct cuts){1, {cut}},
				    "a cut");
		}
	}
}

/* Long enough for many slices; all bytes have all values. */
static void
test_long(size_t rounds)
{
	const size_t slice = BASE_SLICE / bases[base].symbols * bases[base].bytes;

	for (size_t i = 0; i < rounds; i++) {
		const uint64_t wrap = i < rounds / 2 ? i : widths[random_below(WIDTHS)];
		const size_t pick = i % 3;
		struct cuts cuts;

		fill(&data,
		    pick == 0 ? slice - 60 + random_below(120) : MANY / 2 - random_below(MANY / 4));
		slow_encode(&data, true, wrap, &want);
		cuts = random_cuts(data.n);
		check(true, wrap, random_below(ALIGNMENTS), &cuts, "a long text");
	}
}

/* What is said to fit into a room does, wherever the line stands. */
static void
test_most(void)
{
	static struct base_encoder e;

	for (size_t w = 0; w < WIDTHS; w++) {
		base_encode_begin(&e, base, true, widths[w], CPU_PLAIN);
		for (size_t room = 64; room < 600; room++) {
			const size_t most = base_encode_most(&e, room);

			e.column = widths[w] > 0 ? widths[w] - 1 : 0;
			judge(most > 0 && most % bases[base].bytes == 0 &&
			          base_encode_room(&e, most) <= room,
			    "the most that fits", CPU_PLAIN, room, widths[w]);
			/* Another four groups are more than what was left. */
			e.column = 0;
			judge(base_encode_room(&e, most + 4 * bases[base].bytes) > room, "no more",
			    CPU_PLAIN, room, widths[w]);
		}
	}
}

int
main(void)
{
	test_vectors();
	for (base = BASE64; base < BASES; base++) {
		test_most();
		test_lengths(true, base == BASE64 ? 1 : 13);
		if (bases[base].pads)
			test_lengths(false, 13);
		test_long(base == BASE64 ? 400 : 100);
	}
	return finish();
}
