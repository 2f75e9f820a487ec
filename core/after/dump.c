/* Inputs through the engines of lib/dump. */
#include "lib/dump/dump.h"

#include "core/applet.h"
#include "lib/dump/revert/revert.h"

void
stream_dump(struct stream *s, struct dump *dump)
{
	bool printed = false;

	dump_begin(dump);
	for (;;) {
		size_t room;
		uint8_t *to = dump_room(dump, &room);
		const size_t n = stream_read(s, to, room, printed);

		if (!dump->offset)
			dump->offset = s->skipped;
		if (!n)
			break;
		dump_add(dump, n);
		printed = out_sink_end();
	}
}

bool
in_revert(const struct input *in, struct revert *revert)
{
	bool good;
	long got;

	revert_begin(revert);
	do {
		size_t room;
		uint8_t *to = revert_room(revert, &room);

		got = in_read(in, to, room);
		if (got < 0)
			in_say(in, (int)-got);
		good = got > 0 ? revert_add(revert, (size_t)got) : revert_end(revert);
		out_sink_end();
	} while (got > 0 && good && revert->left);
	return good;
}
