/* The reserve: memory of the modes that need much, mapped before the seal, since
 * the filter allows no mmap after it. Nothing of it is touched here. */
#include <sys/mman.h>

#include "core/after/settings.h"
#include "core/applet.h"

/* RLIMIT_AS, RLIMIT_DATA and strict overcommit (where MAP_NORESERVE means nothing)
 * count what is mapped, touched or not. */
bool
reserve(size_t most, size_t least)
{
	for (size_t size = most; size >= least; size /= 2) {
		void *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

		if (bytes != MAP_FAILED) {
			reserve_setup((struct memory){bytes, size});
			return true;
		}
	}
	return false;
}
