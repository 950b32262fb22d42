#define _GNU_SOURCE
#include "CGuardedCall.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

static const int caught[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static _Thread_local sigjmp_buf *resume;
static _Thread_local struct ferrule_guarded_end end;

static int32_t is_write(const void *context) {
#if defined(__x86_64__) && defined(__linux__)
  /* Bit 1 of the page fault's error code: the access was a write (Intel SDM, volume 3, 4.7). */
  const ucontext_t *state = context;
  return (state->uc_mcontext.gregs[REG_ERR] & 2) != 0;
#else
  (void)context;
  return -1;
#endif
}

static void handle(int number, siginfo_t *info, void *context) {
  if (!resume) {
    /* Not in a kernel: the process's own fault, which ends it as it would have. */
    signal(number, SIG_DFL);
    raise(number);
    return;
  }
  int has_address = number == SIGSEGV || number == SIGBUS;
  end.signal = number;
  end.address = has_address ? (uint64_t)(uintptr_t)info->si_addr : 0;
  end.is_write = has_address ? is_write(context) : -1;
  siglongjmp(*resume, 1);
}

int ferrule_guarded_install(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (unsigned index = 0; index < sizeof caught / sizeof *caught; ++index)
    if (sigaction(caught[index], &action, NULL)) return errno;
  return 0;
}

struct ferrule_guarded_end ferrule_guarded_call(
    ferrule_kernel_thunk thunk, const uint8_t *registers, void *const *pointers) {
  /* A stack of its own for the handler: the kernel may have used up this one. */
  stack_t own, before;
  memset(&own, 0, sizeof own);
  own.ss_size = 65536;
  own.ss_sp = malloc(own.ss_size);
  if (own.ss_sp) sigaltstack(&own, &before);
  sigjmp_buf here;
  memset(&end, 0, sizeof end);
  if (!sigsetjmp(here, 1)) {
    resume = &here;
    thunk(registers, pointers);
  }
  resume = NULL;
  if (own.ss_sp) {
    before.ss_flags &= SS_DISABLE;
    sigaltstack(&before, NULL);
    free(own.ss_sp);
  }
  return end;
}

struct start {
  void (*body)(void *);
  void *context;
};

static void *run(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  start.body(start.context);
  return NULL;
}

int ferrule_guarded_thread(uint64_t stack_bytes, void (*body)(void *), void *context) {
  struct start *start = malloc(sizeof *start);
  if (!start) return ENOMEM;
  start->body = body;
  start->context = context;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, stack_bytes);
  pthread_t thread;
  int status = pthread_create(&thread, &attributes, run, start);
  pthread_attr_destroy(&attributes);
  if (status) free(start);
  return status;
}

void *ferrule_library_open(const char *path) { return dlopen(path, RTLD_NOW | RTLD_LOCAL); }

const char *ferrule_library_error(void) { return dlerror(); }

ferrule_kernel_thunk ferrule_library_thunk(void *library, const char *symbol) {
  ferrule_kernel_thunk thunk;
  void *address = dlsym(library, symbol);
  memcpy(&thunk, &address, sizeof thunk);
  return thunk;
}

const char *ferrule_library_text(void *library, const char *symbol) {
  return (const char *)dlsym(library, symbol);
}

struct ferrule_traffic ferrule_library_traffic(void *library) {
  struct ferrule_traffic traffic = {0, 0};
  void *begin = dlsym(library, "ferrule_traffic_begin");
  void *end = dlsym(library, "ferrule_traffic_end");
  if (!begin || !end) return traffic;
  memcpy(&traffic.begin, &begin, sizeof begin);
  memcpy(&traffic.end, &end, sizeof end);
  return traffic;
}
