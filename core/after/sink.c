/* The output buffer as the room of a sink, for engines that write text of any length. */
#include "core/applet.h"

static struct {
	struct sink sink;     /* first */
	const uint8_t *start; /* of what is written and not yet counted as used */
} output;

static void
sink_more(struct sink *sink)
{
	out_sink_end();
	output.start = sink->at = out_room(SINK_ROOM);
	sink->end = sink->at + out_free();
}

struct sink *
out_sink(void)
{
	output.sink.more = sink_more;
	return &output.sink;
}

bool
out_sink_end(void)
{
	const size_t n = (size_t)(output.sink.at - output.start);

	out_used(n);
	output.start = output.sink.at = output.sink.end = NULL;
	return n;
}
