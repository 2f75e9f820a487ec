/* Counts with suffixes: a table, and random texts that must end at once. */
#include "lib/number/count.h"

#include <regex.h>

#include "tests/engine.h"

static const struct row {
	const char *text;
	bool good;
	uint64_t count;
} rows[] = {
    {"0", true, 0},
    {"10", true, 10},
    {"+7", true, 7},
    {" \t\n7", true, 7},
    {" +7", true, 7},
    {"007", true, 7},
    {"1b", true, 512},
    {"b", true, 512},
    {"k", true, 1024},
    {"2K", true, 2048},
    {"2kB", true, 2000},
    {"2kD", true, 2000},
    {"2KiB", true, 2048},
    {"m", true, 1 << 20},
    {"3MB", true, 3000000},
    {"1G", true, 1 << 30},
    {"1GiB", true, 1 << 30},
    {"1T", true, 1ULL << 40},
    {"1P", true, 1ULL << 50},
    {"15E", true, 15ULL << 60},
    {"18EB", true, 18000000000000000000U},
    {"18446744073709551614", true, UINT64_MAX - 1},
    {"18446744073709551615", true, UINT64_MAX},
    {"18446744073709551616", true, UINT64_MAX},
    {"99999999999999999999999999", true, UINT64_MAX},
    {"16E", true, UINT64_MAX},
    {"1Z", true, UINT64_MAX},
    {"1YB", true, UINT64_MAX},
    {"1RiB", true, UINT64_MAX},
    {"1Q", true, UINT64_MAX},
    {"0Q", true, 0},
    {"", false, 0},
    {" ", false, 0},
    {"+", false, 0},
    {"-1", false, 0},
    {" -1", false, 0},
    {"+-1", false, 0},
    {"++1", false, 0},
    {"+k", false, 0},
    {" k", false, 0},
    {"1 ", false, 0},
    {"1x", false, 0},
    {"1g", false, 0},
    {"1t", false, 0},
    {"1Ki", false, 0},
    {"1kiBx", false, 0},
    {"1KBB", false, 0},
    {"1bB", false, 0},
    {"1B", false, 0},
    {"B", false, 0},
    {"0x10", false, 0},
    {"1.5", false, 0},
    {"99999999999999999999x", false, 0},
};

static void
test_table(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t count = 0;
		const bool good = count_parse(rows[i].text, &count);

		if (fails(good == rows[i].good && (!good || count == rows[i].count)))
			printf("\"%s\": %d, %ju\n", rows[i].text, good, (uintmax_t)count);
	}
}

/* A number by a loop over its digits, with room for more than 64 bits. */
static uint64_t
rightly(uint64_t digits, unsigned power, unsigned base)
{
	unsigned __int128 n = digits;

	while (power-- && n <= UINT64_MAX)
		n *= base;
	return n > UINT64_MAX ? UINT64_MAX : (uint64_t)n;
}

static void
test_random(void)
{
	static const char letters[] = "KMGTPEZYRQ";

	for (int i = 0; i < 20000; i++) {
		const uint64_t digits = random64() >> random_below(64);
		const unsigned power = random_below(sizeof(letters));
		const bool thousand = power && random_below(2);
		char text[40];
		uint64_t count;

		snprintf(text, sizeof(text), "%ju%.*s%s", (uintmax_t)digits, power > 0,
		    power ? letters + power - 1 : "", thousand ? "B" : "");
		if (fails(count_parse(text, &count) &&
		          count == rightly(digits, power, thousand ? 1000 : 1024)))
			printf("%s: %ju\n", text, (uintmax_t)count);
	}
}

/* Texts of any characters of numbers, that end where their memory ends: a regular
 * expression says which are numbers. */
static void
test_text(const regex_t *number)
{
	static const char of[] = "0123456789kKmMGTQiBbD+- \tx";
	const size_t n = random_below(random_below(8) ? 6 : 40);
	char *text = malloc(n + 1);
	uint64_t count;
	bool good;

	if (!text)
		abort();
	for (size_t i = 0; i < n; i++)
		text[i] = of[random_below(sizeof(of) - 1)];
	text[n] = '\0';
	good = count_parse(text, &count);
	if (fails(good == (regexec(number, text, 0, NULL, 0) == 0)))
		printf("\"%s\": %d\n", text, good);
	free(text);
}

static const struct prefixed {
	const char *text;
	enum count_fault fault;
	uint64_t count;
} prefixed[] = {
    {"10", COUNT_GOOD, 10},
    {"010", COUNT_GOOD, 8},
    {"0x10", COUNT_GOOD, 16},
    {"0X1b", COUNT_GOOD, 27},
    {"+0", COUNT_GOOD, 0},
    {" 3b", COUNT_GOOD, 1536},
    {"0x1K", COUNT_GOOD, 1024},
    {"2kB", COUNT_GOOD, 2000},
    {"K", COUNT_GOOD, 1024},
    {"18446744073709551615", COUNT_GOOD, UINT64_MAX},
    {"", COUNT_INVALID, 0},
    {"-1", COUNT_INVALID, 0},
    {"x", COUNT_INVALID, 0},
    {"+K", COUNT_INVALID, 0},
    {"0x", COUNT_SUFFIX, 0},
    {"08", COUNT_SUFFIX, 0},
    {"5x", COUNT_SUFFIX, 0},
    {"1KX", COUNT_SUFFIX, 0},
    {"18446744073709551616", COUNT_LARGE, 0},
    {"16E", COUNT_LARGE, 0},
    {"0x10000000000000000", COUNT_LARGE, 0},
};

static void
test_prefixed(void)
{
	for (size_t i = 0; i < sizeof(prefixed) / sizeof(prefixed[0]); i++) {
		const struct prefixed *p = &prefixed[i];
		uint64_t count = 0;
		const enum count_fault fault = count_parse_prefixed(p->text, &count);

		if (fails(fault == p->fault && (fault != COUNT_GOOD || count == p->count)))
			printf(
			    "%s: fault %d, %llu\n", p->text, (int)fault, (unsigned long long)count);
	}
}

/* count_engine_test [SECONDS [SEED]]: how long random texts are tried. */
int
main(int argc, char **argv)
{
	regex_t number;

	if (regcomp(&number,
	        "^([[:space:]]*[+]?[0-9]+(b|[kKmMGTPEZYRQ](B|D|iB)?)?|b|[kKmMGTPEZYRQ](B|D|iB)?)$",
	        REG_EXTENDED | REG_NOSUB) != 0)
		return 1;
	test_table();
	test_prefixed();
	test_random();
	while (another_round(argc, argv, 200000))
		test_text(&number);
	regfree(&number);
	return finish();
}
