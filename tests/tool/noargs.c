/* noargs PROGRAM - runs it with an empty argument vector. */
#include <stdio.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	char *none[] = {NULL};

	if (argc == 2)
		execve(argv[1], none, none);
	perror("noargs");
	return 2;
}
