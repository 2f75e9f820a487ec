/* A program that does nothing: start-up is compared with it. */
int
main(void)
{
	return 0;
}
