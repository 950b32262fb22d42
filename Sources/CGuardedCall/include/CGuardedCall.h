/* Calls a function such that a memory fault, an arithmetic trap or abort() in it comes back as a value.
 *
 * Swift can neither keep a jump buffer nor run in a signal handler; so this is C. No logic beyond that: who
 * owns the address is the caller's to find out.
 */
#ifndef FERRULE_CGUARDEDCALL_H
#define FERRULE_CGUARDEDCALL_H

#include <stdint.h>

/* What ended a call. */
struct ferrule_guarded_end {
  /* SIGSEGV, SIGBUS, SIGFPE, SIGILL or SIGABRT; 0: the function returned. */
  int32_t signal;
  /* 1: the faulting access wrote, 0: it read, -1: not known on this processor. */
  int32_t is_write;
  /* The address of the access for SIGSEGV and SIGBUS, else 0. */
  uint64_t address;
};

/* The thunk of a kernel: register file, then one pointer for each of its memory arguments. */
typedef void (*ferrule_kernel_thunk)(const uint8_t *registers, void *const *pointers);

/* Installs the handlers, once per process; returns 0, or errno. */
int ferrule_guarded_install(void);

/* Calls the thunk on this thread. What it had allocated is lost when it does not return. */
struct ferrule_guarded_end ferrule_guarded_call(
    ferrule_kernel_thunk thunk, const uint8_t *registers, void *const *pointers);

/* Starts a detached thread with a stack of so many bytes; returns 0, or errno. */
int ferrule_guarded_thread(uint64_t stack_bytes, void (*body)(void *), void *context);

/* dlopen with RTLD_NOW | RTLD_LOCAL; NULL on failure, and ferrule_library_error says why. */
void *ferrule_library_open(const char *path);
const char *ferrule_library_error(void);
/* NULL where the library has no such symbol. */
ferrule_kernel_thunk ferrule_library_thunk(void *library, const char *symbol);
const char *ferrule_library_text(void *library, const char *symbol);

/* What counts the accesses of kernels on the thread that calls both: begin with a pointer and a number of
   bytes for each argument, end with four counts for each, as TrafficCounters.swift has them. */
struct ferrule_traffic {
  void (*begin)(void *const *pointers, const uint64_t *sizes, uint32_t count);
  void (*end)(uint64_t *counts);
};

/* Both members are NULL where the library does not count. */
struct ferrule_traffic ferrule_library_traffic(void *library);

#endif
