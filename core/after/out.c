/* The output of a sealed run: one buffer, written whole. The first write error is reported
 * and ends the run. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/after/diagnostic.h"
#include "core/after/exit.h"
#include "core/after/sys.h"
#include "core/after/write.h"
#include "core/applet.h"
#include "lib/growth.h"

enum { MOST = 256 << 10, SLACK = 64 };

static LARGE_FIRST _Alignas(64) uint8_t buffer[MOST + SLACK];
static struct growth writes = {.size = 64 << 10, .most = MOST, .after = 256};
static size_t used;
static bool quiet_epipe;

void
out_quiet_epipe_setup(void)
{
	quiet_epipe = true;
}

/* Some file systems report a full quota or a failed write only on close. It is called once:
 * the descriptor is closed even where it returns EINTR (close(2)). */
static void
close_output(void)
{
	const long error = sys3(__NR_close, STDOUT_FILENO, 0, 0);

	if (error && !(error == -EPIPE && quiet_epipe))
		diagnose("write error: %m", (int)-error);
}

void
end_run(void)
{
	out_flush();
	close_output();
	end_with(exit_status());
}

static void
out_put(const uint8_t *bytes, size_t n)
{
	const long error = write_all(STDOUT_FILENO, bytes, n);

	if (error == -EPIPE && quiet_epipe)
		end_with(exit_status());
	if (error) {
		diagnose("write error: %m", (int)-error);
		end_with(1);
	}
}

void
out_flush(void)
{
	size_t n = used;

	used = 0;
	out_put(buffer, n);
	if (n >= writes.size / 2)
		growth_count(&writes);
}

size_t
out_free(void)
{
	return writes.size - used;
}

size_t
out_waiting(void)
{
	return used;
}

uint8_t *
out_room(size_t n)
{
	if (n > writes.size - used)
		out_flush();
	return buffer + used;
}

void
out_used(size_t n)
{
	used += n;
}

void
out_write(const void *bytes, size_t n)
{
	if (n > writes.size - used || n >= writes.size / 2)
		out_flush();
	if (n >= writes.size / 2) {
		out_put(bytes, n);
		return;
	}
	memcpy(buffer + used, bytes, n);
	used += n;
}

int64_t
out_seek(int whence)
{
	return sys3(__NR_lseek, STDOUT_FILENO, 0, whence);
}
