/* timer COMMAND... - runs a command that has a timer as standard input: one that has
 * run out once, and that gives its count of eight bytes whole or not at all. */
#include <sys/timerfd.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	const struct itimerspec once = {.it_value = {.tv_nsec = 1}};
	int fd = timerfd_create(CLOCK_MONOTONIC, 0);

	if (argc < 2 || fd < 0 || timerfd_settime(fd, 0, &once, NULL) != 0 || dup2(fd, 0) != 0)
		return 2;
	execvp(argv[1], argv + 1);
	return 2;
}
