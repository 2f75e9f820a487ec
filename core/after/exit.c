#include "core/after/exit.h"

#include "core/after/sys.h"

void
end_with(int status)
{
	for (;;)
		sys3(__NR_exit, status, 0, 0);
}
