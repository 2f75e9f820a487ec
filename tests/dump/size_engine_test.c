/* Sizes with suffixes, the arguments of hexdump's -n and -s. */
#include "lib/number/size.h"
#include "tests/dump/sink.h"

#include <errno.h>
#include <inttypes.h>

static void
sizes(void)
{
	static const struct {
		const char *text;
		int error;
		uint64_t size;
	} cases[] = {
	    {"0", 0, 0},
	    {"1", 0, 1},
	    {"+5", 0, 5},
	    {" \t\n5", 0, 5},
	    {"010", 0, 8},
	    {"00", 0, 0},
	    {"0x10", 0, 16},
	    {"0XfF", 0, 255},
	    {"0x1b", 0, 27},
	    {"5b", 0, 2560},
	    {"0x5K", 0, 5120},
	    {"010K", 0, 8192},
	    {"5K", 0, 5120},
	    {"5k", 0, 5120},
	    {"5KiB", 0, 5120},
	    {"5kib", 0, 5120},
	    {"5KB", 0, 5000},
	    {"5kb", 0, 5000},
	    {"3M", 0, 3 << 20},
	    {"3m", 0, 3 << 20},
	    {"3MB", 0, 3000000},
	    {"3MiB", 0, 3 << 20},
	    {"1G", 0, 1 << 30},
	    {"1T", 0, UINT64_C(1) << 40},
	    {"1P", 0, UINT64_C(1) << 50},
	    {"1E", 0, UINT64_C(1) << 60},
	    {"15E", 0, UINT64_C(15) << 60},
	    {"16E", ERANGE, 0},
	    {"18EB", 0, UINT64_C(18000000000000000000)},
	    {"19EB", ERANGE, 0},
	    {"18.4EB", 0, UINT64_C(18400000000000000000)},
	    {"18.45EB", ERANGE, 0},
	    {"0Z", 0, 0},
	    {"0Y", 0, 0},
	    {"1Z", ERANGE, 0},
	    {"1Y", ERANGE, 0},
	    {"0.5Z", ERANGE, 0},
	    {"18446744073709551615", 0, UINT64_MAX},
	    {"18446744073709551616", ERANGE, 0},
	    {"0xffffffffffffffff", 0, UINT64_MAX},
	    {"0x10000000000000000", ERANGE, 0},
	    {"01777777777777777777777", 0, UINT64_MAX},
	    {"02000000000000000000000", ERANGE, 0},
	    {"99999999999999999999x", ERANGE, 0},
	    {"18446744073709551615b", ERANGE, 0},
	    {"1.5K", 0, 1536},
	    {"1.05K", 0, 1075},
	    {"1.25M", 0, 1310720},
	    {"1.K", 0, 1024},
	    {"0.9999999999999999999999999999999999K", 0, 1023},
	    {"1.000K", 0, 1024},
	    {"0.5b", 0, 256},
	    {"15.999E", 0, UINT64_C(18445591152204944769)},
	    {"0x1.8K", 0, 1843},
	    {"", EINVAL, 0},
	    {" ", EINVAL, 0},
	    {"-1", EINVAL, 0},
	    {" -1", EINVAL, 0},
	    {"+-1", EINVAL, 0},
	    {"++1", EINVAL, 0},
	    {"+ 1", EINVAL, 0},
	    {"x", EINVAL, 0},
	    {"K", EINVAL, 0},
	    {"5x", EINVAL, 0},
	    {"5 ", EINVAL, 0},
	    {"08", EINVAL, 0},
	    {"0x", EINVAL, 0},
	    {"0xg", EINVAL, 0},
	    {"5B", EINVAL, 0},
	    {"5bB", EINVAL, 0},
	    {"5biB", EINVAL, 0},
	    {"5Ki", EINVAL, 0},
	    {"5KiBx", EINVAL, 0},
	    {"5KBB", EINVAL, 0},
	    {"5KX", EINVAL, 0},
	    {"5iB", EINVAL, 0},
	    {"5MIB", EINVAL, 0},
	    {"1.5", EINVAL, 0},
	    {"1.", EINVAL, 0},
	    {"1.0", EINVAL, 0},
	    {".5K", EINVAL, 0},
	    {"1,5K", EINVAL, 0},
	    {"1.5.5K", EINVAL, 0},
	    {"1.-5K", EINVAL, 0},
	    {"5\377", EINVAL, 0},
	    {"5Kk", EINVAL, 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint64_t size = 0;
		int error = size_parse(cases[i].text, &size);

		if (fails(error == cases[i].error && (error || size == cases[i].size)))
			printf("size '%s': error %d, %" PRIu64 "\n", cases[i].text, error, size);
	}
}

int
main(void)
{
	sizes();
	return finish();
}
