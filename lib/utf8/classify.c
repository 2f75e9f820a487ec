/* Widths of the characters that no class has. */
#include "lib/utf8/classify.h"

#include "lib/utf8/utf8.h"
#include "lib/utf8/width.h"

struct utf8_widths
utf8_look_up_widths(const uint8_t *p, uint64_t marks)
{
	struct utf8_widths widths = {0, 0};

	for (; marks; marks &= marks - 1) {
		uint64_t mark = marks & -marks;
		unsigned length;
		int width = char_width(utf8_decode_ahead(p + __builtin_ctzll(marks), &length));

		widths.one |= width > 0 ? mark : 0;
		widths.two |= width > 1 ? mark : 0;
	}
	return widths;
}
