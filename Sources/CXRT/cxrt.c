#include "cxrt.h"

#include <dlfcn.h>
#include <stdio.h>

#define CXRT_POINTER(result, name, parameters) static result(*p_##name) parameters;
CXRT_FUNCTIONS(CXRT_POINTER)

static volatile int32_t unwatched;
static volatile int32_t *watched = &unwatched;

void cxrt_watch(volatile int32_t *cell) { watched = cell; }

void cxrt_print_lines(void) { setvbuf(stdout, 0, _IOLBF, BUFSIZ); }

const char *cxrt_call_name(int32_t call) {
  static const char *const names[] = {
      "",
#define CXRT_NAME(result, name, parameters) #name,
      CXRT_FUNCTIONS(CXRT_NAME)};
  return call > cxrt_none && call < cxrt_call_count ? names[call] : "";
}

const char *cxrt_load(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (!library) return dlerror();
#define CXRT_LOAD(result, name, parameters)                                                      \
  if (!(*(void **)&p_##name = dlsym(library, #name))) return dlerror();
  CXRT_FUNCTIONS(CXRT_LOAD)
  return 0;
}

/* Runs a call between two notes of it. */
#define CALL(type, name, ...)                                                                    \
  do {                                                                                           \
    *watched = cxrt_in_##name;                                                                   \
    type result = p_##name(__VA_ARGS__);                                                         \
    *watched = cxrt_none;                                                                        \
    return result;                                                                               \
  } while (0)

void *cxrt_device_open(unsigned int index) { CALL(void *, xrtDeviceOpen, index); }
void *cxrt_device_open_bdf(const char *bdf) { CALL(void *, xrtDeviceOpenByBDF, bdf); }
int cxrt_device_close(void *device) { CALL(int, xrtDeviceClose, device); }

int cxrt_device_load(void *device, const char *path) {
  CALL(int, xrtDeviceLoadXclbinFile, device, path);
}

int cxrt_device_uuid(void *device, unsigned char *uuid) {
  CALL(int, xrtDeviceGetXclbinUUID, device, uuid);
}

void *cxrt_kernel_open(void *device, const unsigned char *uuid, const char *name) {
  CALL(void *, xrtPLKernelOpen, device, uuid, name);
}

int cxrt_kernel_close(void *kernel) { CALL(int, xrtKernelClose, kernel); }

int cxrt_kernel_group(void *kernel, int argument) {
  CALL(int, xrtKernelArgGroupId, kernel, argument);
}

void *cxrt_bo_alloc(void *device, size_t bytes, uint64_t flags, uint32_t group) {
  CALL(void *, xrtBOAlloc, device, bytes, flags, group);
}

int cxrt_bo_free(void *buffer) { CALL(int, xrtBOFree, buffer); }
void *cxrt_bo_map(void *buffer) { CALL(void *, xrtBOMap, buffer); }

int cxrt_bo_sync(void *buffer, unsigned int direction, size_t bytes, size_t offset) {
  CALL(int, xrtBOSync, buffer, direction, bytes, offset);
}

void *cxrt_run_open(void *kernel) { CALL(void *, xrtRunOpen, kernel); }
int cxrt_run_close(void *run) { CALL(int, xrtRunClose, run); }

int cxrt_run_set_buffer(void *run, int index, void *buffer) {
  CALL(int, xrtRunSetArg, run, index, buffer);
}

int cxrt_run_set_u32(void *run, int index, uint32_t value) {
  CALL(int, xrtRunSetArg, run, index, value);
}

int cxrt_run_set_u64(void *run, int index, uint64_t value) {
  CALL(int, xrtRunSetArg, run, index, value);
}

int cxrt_run_set_f64(void *run, int index, double value) {
  CALL(int, xrtRunSetArg, run, index, value);
}

int cxrt_run_start(void *run) { CALL(int, xrtRunStart, run); }

unsigned int cxrt_run_wait(void *run, unsigned int milliseconds) {
  CALL(unsigned int, xrtRunWaitFor, run, milliseconds);
}
