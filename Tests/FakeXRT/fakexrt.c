/* A stand-in for libxrt_coreutil.so.2 that computes on the spot and fails where it is told to.

   FAKE_XRT holds entries "CALL[:N]=ACTION" with semicolons between them; the N-th call of that
   name (every one without N) does it:
     fail      the failure that the call has (NULL, -1 or the state ABORT), with errno EIO
     abort     abort()
     exit      exit(7)
     hang      sleeps for ever
     delay     sleeps for 0.2 s, then goes on
     wrong     xrtRunStart: one byte of the result is changed; xrtRunWaitFor: state TIMEOUT
   Kernels by the number of buffers and further arguments:
     1 buffer               nothing
     2 buffers, tiles, passes, tap, a, b   out = the chain of multiply-adds, f32
     2 buffers              out = in
     3 buffers, tiles, s    out = first + s * second, f32
   Device memory is kept apart from what xrtBOMap gives, so that a forgotten sync shows, and a
   buffer outside the group of its argument is refused. */
#include "cxrt_prototypes.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { most_arguments = 16, most_groups = 64 };

struct buffer {
  size_t bytes;
  uint32_t group;
  unsigned char *host, *device;
};

struct kernel {
  int unit;
};

struct run {
  struct kernel *kernel;
  struct buffer *buffers[most_arguments];
  int count, last;
  uint32_t words[most_arguments];
  double numbers[most_arguments];
  int is_changed;
};

static int device;
static unsigned char used_groups[most_groups];

/* What FAKE_XRT says of this call, "" for nothing. `count` is the call's own counter. */
static const char *told(const char *name, int *count) {
  static char action[16];
  const char *text = getenv("FAKE_XRT");
  ++*count;
  action[0] = 0;
  while (text && *text) {
    char call[64];
    int number = 0, length = 0;
    if (sscanf(text, "%63[A-Za-z]:%d=%15[a-z]%n", call, &number, action, &length) == 3 ||
        (number = 0, sscanf(text, "%63[A-Za-z]=%15[a-z]%n", call, action, &length) == 2)) {
      if (strcmp(call, name) == 0 && (number == 0 || number == *count)) return action;
    }
    text = strchr(text, ';');
    if (text) ++text;
  }
  return "";
}

/* Does what is told; whether the call is to fail. */
static int fails(const char *name, int *count, int *is_wrong) {
  const char *action = told(name, count);
  if (strcmp(action, "abort") == 0) {
    fprintf(stderr, "fake: abort in %s\n", name);
    abort();
  }
  if (strcmp(action, "exit") == 0) {
    printf("fake: exit in %s\n", name);
    fflush(stdout);
    _exit(7);
  }
  if (strcmp(action, "hang") == 0)
    for (;;) pause();
  if (strcmp(action, "delay") == 0) usleep(200000);
  if (is_wrong) *is_wrong = strcmp(action, "wrong") == 0;
  if (strcmp(action, "fail") != 0) return 0;
  fprintf(stderr, "[XRT] ERROR: fake failure of %s\n", name);
  errno = EIO;
  return 1;
}

#define FAIL_WITH(value)                                                                         \
  static int calls;                                                                              \
  if (fails(__func__, &calls, 0)) return value

void *xrtDeviceOpen(unsigned int index) {
  FAIL_WITH(0);
  if (index > 0) {
    errno = ENODEV;
    return 0;
  }
  return &device;
}

void *xrtDeviceOpenByBDF(const char *bdf) {
  FAIL_WITH(0);
  return strcmp(bdf, "0000:65:00.1") == 0 ? &device : 0;
}

int xrtDeviceClose(void *handle) {
  FAIL_WITH(-1);
  return handle == &device ? 0 : -1;
}

int xrtDeviceLoadXclbinFile(void *handle, const char *path) {
  FAIL_WITH(-1);
  return handle == &device && access(path, R_OK) == 0 ? 0 : -1;
}

int xrtDeviceGetXclbinUUID(void *handle, unsigned char *uuid) {
  FAIL_WITH(-1);
  memset(uuid, 0xfa, 16);
  return handle == &device ? 0 : -1;
}

void *xrtPLKernelOpen(void *handle, const unsigned char *uuid, const char *name) {
  FAIL_WITH(0);
  const char *number = strrchr(name, '_');
  if (handle != &device || uuid[0] != 0xfa || !strchr(name, ':') || !number) {
    errno = EINVAL;
    return 0;
  }
  struct kernel *kernel = calloc(1, sizeof *kernel);
  if (kernel) kernel->unit = atoi(number + 1);
  return kernel;
}

int xrtKernelClose(void *handle) {
  FAIL_WITH(-1);
  free(handle);
  return 0;
}

/* A group for every argument of every unit. */
int xrtKernelArgGroupId(void *handle, int argument) {
  FAIL_WITH(-1);
  int group = (((struct kernel *)handle)->unit * 4 + argument) % most_groups;
  used_groups[group] = 1;
  return group;
}

void *xrtBOAlloc(void *handle, size_t bytes, uint64_t flags, uint32_t group) {
  FAIL_WITH(0);
  if (handle != &device || flags != 0 || group >= most_groups || !used_groups[group]) {
    errno = EINVAL;
    return 0;
  }
  struct buffer *buffer = calloc(1, sizeof *buffer);
  buffer->bytes = bytes;
  buffer->group = group;
  buffer->host = calloc(1, bytes);
  buffer->device = malloc(bytes);
  memset(buffer->device, 0xcd, bytes);
  return buffer;
}

int xrtBOFree(void *handle) {
  FAIL_WITH(-1);
  struct buffer *buffer = handle;
  free(buffer->host);
  free(buffer->device);
  free(buffer);
  return 0;
}

void *xrtBOMap(void *handle) {
  FAIL_WITH(0);
  return ((struct buffer *)handle)->host;
}

int xrtBOSync(void *handle, unsigned int direction, size_t bytes, size_t offset) {
  FAIL_WITH(-1);
  struct buffer *buffer = handle;
  if (offset > buffer->bytes || bytes > buffer->bytes - offset || direction > 1) {
    errno = EINVAL;
    return -1;
  }
  if (direction == 0) memcpy(buffer->device + offset, buffer->host + offset, bytes);
  else memcpy(buffer->host + offset, buffer->device + offset, bytes);
  return 0;
}

void *xrtRunOpen(void *handle) {
  FAIL_WITH(0);
  struct run *run = calloc(1, sizeof *run);
  if (run) run->kernel = handle;
  return run;
}

int xrtRunClose(void *handle) {
  FAIL_WITH(-1);
  free(handle);
  return 0;
}

/* Buffers come first, then three integers, then floats; kernels with three buffers have one. */
int xrtRunSetArg(void *handle, int index, ...) {
  FAIL_WITH(-1);
  struct run *run = handle;
  if (index < 0 || index >= most_arguments) return -1;
  va_list list;
  va_start(list, index);
  int buffers = atoi(getenv("FAKE_XRT_BUFFERS") ? getenv("FAKE_XRT_BUFFERS") : "2");
  int integers = buffers == 2 ? 3 : 1;
  if (index < buffers) {
    run->buffers[index] = va_arg(list, void *);
    int expected = (run->kernel->unit * 4 + index) % most_groups;
    if (run->buffers[index]->group != (uint32_t)expected) index = -1;
    run->count = buffers;
  } else if (index < buffers + integers) {
    run->words[index] = va_arg(list, uint32_t);
  } else {
    run->numbers[index] = va_arg(list, double);
  }
  va_end(list);
  if (index > run->last) run->last = index;
  return index < 0 ? -1 : 0;
}

static void chain(struct run *run) {
  const float *in = (const float *)run->buffers[0]->device;
  float *out = (float *)run->buffers[1]->device;
  float a = (float)run->numbers[5], b = (float)run->numbers[6];
  for (size_t i = 0; i < run->buffers[1]->bytes / 4; ++i) {
    volatile float x = in[i];
    for (uint32_t step = 0; step < run->words[3] << run->words[4]; ++step) {
      volatile float product = x * a;
      x = product + b;
    }
    out[i] = x;
  }
}

static void triad(struct run *run) {
  const float *b = (const float *)run->buffers[0]->device;
  const float *c = (const float *)run->buffers[1]->device;
  float *a = (float *)run->buffers[2]->device;
  for (size_t i = 0; i < run->buffers[2]->bytes / 4; ++i) {
    volatile float product = (float)run->numbers[4] * c[i];
    a[i] = b[i] + product;
  }
}

int xrtRunStart(void *handle) {
  static int calls;
  int is_wrong = 0;
  if (fails(__func__, &calls, &is_wrong)) return -1;
  struct run *run = handle;
  if (run->count == 2 && run->last == 6) chain(run);
  else if (run->count == 2)
    memcpy(run->buffers[1]->device, run->buffers[0]->device, run->buffers[1]->bytes);
  else if (run->count == 3) triad(run);
  if (is_wrong) run->buffers[run->count - 1]->device[5] ^= 1;
  return 0;
}

unsigned int xrtRunWaitFor(void *handle, unsigned int milliseconds) {
  static int calls;
  int is_late = 0;
  (void)handle;
  (void)milliseconds;
  if (fails(__func__, &calls, &is_late)) return 6;
  return is_late ? 8 : 4;
}
