/* Maps the memory of modes that need much, before the seal, because no filter allows mmap.
 * Nothing of it is touched here. */
#include <sys/mman.h>

#include "core/after/settings.h"
#include "core/applet.h"

/* RLIMIT_AS, RLIMIT_DATA and strict overcommit, which ignores MAP_NORESERVE, count what is
 * mapped, whether it is touched or not. So less is tried where much is refused. */
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
