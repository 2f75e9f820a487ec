/* The least that a program can do: what start-up is measured against. */
int
main(void)
{
	return 0;
}
