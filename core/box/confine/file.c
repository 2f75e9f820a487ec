#include "core/box/confine/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "core/after/write.h"
#include "core/before/fail.h"
#include "core/box/confine/memory.h"
#include "core/status.h"

/* Far more than a program (32 KiB) or a policy of any sense takes. */
enum { MOST = 256 << 10 };

struct bytes
file_read(const char *path)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint8_t *bytes = memory_take(MOST);
	size_t size = 0;
	ssize_t n;

	if (fd < 0)
		fail_with(SEAL_FAILED, "%f: %m", path, errno);
	while ((n = read(fd, bytes + size, MOST - size)) != 0) {
		if (n < 0 && errno != EINTR)
			fail_with(SEAL_FAILED, "%f: %m", path, errno);
		size += n > 0 ? (size_t)n : 0;
		if (size == MOST)
			fail_with(SEAL_FAILED, "%f: larger than any policy or filter", path);
	}
	close(fd);
	return (struct bytes){bytes, size};
}

void
file_write(const char *path, const void *bytes, size_t size)
{
	const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	long error;

	if (fd < 0)
		fail_with(1, "%f: %m", path, errno);
	error = write_all(fd, bytes, size);
	/* Some file systems report a failed write only here. */
	if (close(fd) != 0 && !error)
		error = -errno;
	if (error)
		fail_with(1, "%f: %m", path, (int)-error);
}
