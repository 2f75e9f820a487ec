/* The picks are code, not tables of addresses: those would have to be relocated at each
 * start. */
#include "lib/bases/engines.h"

#include "lib/bases/base16.h"
#include "lib/bases/base32.h"
#include "lib/bases/base64.h"
#include "lib/bases/scalar.h"
#include "lib/cpu/pick.h"

base_encode_groups *
base_pick_encode_groups(enum base base, enum cpu_level level)
{
	switch (base) {
	case BASE64:
		return CPU_PICK(level, base64_encode_groups);
	case BASE64URL:
		return CPU_PICK(level, base64url_encode_groups);
	case BASE32:
		return CPU_PICK(level, base32_encode_groups);
	case BASE32HEX:
		return CPU_PICK(level, base32hex_encode_groups);
	case BASE16:
		return CPU_PICK(level, base16_encode_groups);
	case BASE2MSBF:
		return base2msbf_encode_groups;
	case BASE2LSBF:
		return base2lsbf_encode_groups;
	default:
		return z85_encode_groups;
	}
}

base_decode_groups *
base_pick_decode_groups(enum base base, enum cpu_level level)
{
	switch (base) {
	case BASE64:
		return CPU_PICK(level, base64_decode_groups);
	case BASE64URL:
		return CPU_PICK(level, base64url_decode_groups);
	case BASE32:
		return CPU_PICK(level, base32_decode_groups);
	case BASE32HEX:
		return CPU_PICK(level, base32hex_decode_groups);
	case BASE16:
		return CPU_PICK(level, base16_decode_groups);
	case BASE2MSBF:
		return base2msbf_decode_groups;
	case BASE2LSBF:
		return base2lsbf_decode_groups;
	default:
		return z85_decode_groups;
	}
}

base_encode_lines *
base_pick_encode_lines(enum base base, enum cpu_level level)
{
	switch (base) {
	case BASE64:
		return CPU_PICK_VECTOR(level, base64_encode_lines);
	case BASE64URL:
		return CPU_PICK_VECTOR(level, base64url_encode_lines);
	case BASE32:
		return CPU_PICK_VECTOR(level, base32_encode_lines);
	case BASE32HEX:
		return CPU_PICK_VECTOR(level, base32hex_encode_lines);
	case BASE16:
		return CPU_PICK_VECTOR(level, base16_encode_lines);
	default:
		return NULL;
	}
}

base_decode_lines *
base_pick_decode_lines(enum base base, enum cpu_level level)
{
	switch (base) {
	case BASE64:
		return CPU_PICK_VECTOR(level, base64_decode_lines);
	case BASE64URL:
		return CPU_PICK_VECTOR(level, base64url_decode_lines);
	default:
		return NULL;
	}
}

base_decode_mixed *
base_pick_decode_mixed(enum base base)
{
	switch (base) {
	case BASE64:
		return base64_decode_mixed;
	case BASE64URL:
		return base64url_decode_mixed;
	default:
		return NULL;
	}
}
