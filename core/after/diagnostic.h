/* Diagnostics, on both sides of the seal: "PROGRAM: TEXT", each by one write where
 * its length allows that. */
#ifndef PILLBOX_CORE_AFTER_DIAGNOSTIC_H
#define PILLBOX_CORE_AFTER_DIAGNOSTIC_H

#include <stdarg.h>
#include <stdbool.h>

/* Keeps the program's name, a pointer that stays good. Called before the seal. */
void diagnostic_setup(const char *program);

/* Writes one. With suggest_help, "Try 'PROGRAM --help' for more information." follows.
 * One that could not be written makes exit_status() 1. */
void diagnostic_write(const char *format, va_list args, bool suggest_help);

/* For sealed code: writes one, and makes exit_status() 1. Output that is buffered comes
 * after it; say() flushes that first. */
void diagnose(const char *format, ...);
void diagnose_list(const char *format, va_list args);

/* 1 if anything was diagnosed by sealed code, or could not be written before, or
 * fail_later() was called; else 0. */
int exit_status(void);

#endif
