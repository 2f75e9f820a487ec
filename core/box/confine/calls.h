/* The system calls of x86-64 and i386, and what a filter must know of them. */
#ifndef PILLBOX_CORE_BOX_CONFINE_CALLS_H
#define PILLBOX_CORE_BOX_CONFINE_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The two entries into the kernel that a process of this machine has. */
enum entry { X86_64, I386, ENTRIES };

extern const char entry_name[ENTRIES][8];   /* "x86_64", "i386" */
extern const uint32_t entry_token[ENTRIES]; /* AUDIT_ARCH_* */
extern const char calls_of[];               /* the kernel: "Linux 7.3" */

/* A call is known by its index: 0 to calls_count - 1, in the order of their names. */
extern const size_t calls_count;

enum { CALL_NONE = -1 };

/* The index of the call of that name, or CALL_NONE. */
int call_find(const char *name, size_t length);

/* The index of the call of that number, or CALL_NONE: the table has holes. */
int call_of_number(enum entry, uint32_t number);

const char *call_name(int call);

/* Its number, or CALL_NONE where the entry does not have it. */
int call_number(enum entry, int call);

/* Sets the places of all numbers that the entry has. */
enum { CALL_NUMBERS = 512 }; /* more than the largest number */
void calls_mark(enum entry, bool places[CALL_NUMBERS]);

/* How many bytes of an argument's register the kernel looks at: 8, 4 or 2; 0 where the call
 * has no such argument. */
unsigned call_argument_size(enum entry, int call, unsigned arg);

/* The largest number of the table. */
uint32_t call_last(enum entry);

/* Calls that can do what this call does, each by its index: whoever denies it must deny them
 * too. Writes at most CALL_SIBLINGS of them to list, the call itself not among them, and
 * returns how many. */
enum { CALL_SIBLINGS = 48 };
size_t call_siblings(int call, int list[CALL_SIBLINGS]);

/* Whether this call multiplexes others, whose arguments stand behind a pointer where no
 * filter can see them. Its members are all calls for which call_multiplexer() is this one. */
int call_multiplexer(int call);

#endif
