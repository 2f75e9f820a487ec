/* How many bytes the operands have, while they can still be asked. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/applet.h"

/* How many bytes an operand has from its current position; 0 if it cannot be opened, which
 * is reported later. Only regular files and block devices are opened: others could block,
 * or have side effects. */
static uint64_t
bytes_of(const char *name, const char *shown)
{
	const bool standard = is_stdin(name);
	int64_t here = 0, last = 0;
	struct stat st;
	int fd;

	if ((standard ? fstat(0, &st) : stat(name, &st)) != 0 || S_ISDIR(st.st_mode))
		return 0;
	if (!S_ISREG(st.st_mode) && !S_ISBLK(st.st_mode))
		fail("%f: cannot skip from its end: %m", shown, ESPIPE);
	fd = standard ? 0 : open(name, O_RDONLY | O_NOCTTY);
	if (fd < 0)
		return 0;
	here = lseek(fd, 0, SEEK_CUR);
	last = lseek(fd, 0, SEEK_END);
	if (standard)
		(void)lseek(fd, here, SEEK_SET);
	else
		close(fd);
	return here >= 0 && last > here ? (uint64_t)(last - here) : 0;
}

uint64_t
operand_bytes(const struct operands *o)
{
	uint64_t total = o->count ? 0 : bytes_of("-", "stdin");
	bool counted = false;

	for (size_t i = 0; i < o->count; i++) {
		const char *name = o->names[i];

		if (is_stdin(name) && counted)
			continue;
		counted = counted || is_stdin(name);
		if (__builtin_add_overflow(total, bytes_of(name, name), &total))
			total = UINT64_MAX;
	}
	return total;
}
