/* What a filter answers to a call, without asking the kernel. */
#ifndef PILLBOX_LIB_BPF_INTERPRET_H
#define PILLBOX_LIB_BPF_INTERPRET_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the kernel would take the program: what bpf_check_classic (net/core/filter.c) and
 * seccomp_check_filter (kernel/seccomp.c) demand, but for scratch memory that is read before
 * it is written. If not, *at is the first instruction that is wrong. */
bool interpret_accepts(const struct sock_filter *, size_t count, size_t *at);

/* Runs a program that interpret_accepts() accepts, and returns its result. */
uint32_t interpret(const struct sock_filter *, size_t count, const struct seccomp_data *);

#endif
