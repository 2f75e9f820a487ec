/* Files that confine reads and writes whole. Both functions end the run where they fail. */
#ifndef PILLBOX_CORE_BOX_CONFINE_FILE_H
#define PILLBOX_CORE_BOX_CONFINE_FILE_H

#include <stddef.h>

struct bytes {
	const void *at;
	size_t size;
};

struct bytes file_read(const char *path);

void file_write(const char *path, const void *, size_t size);

#endif
