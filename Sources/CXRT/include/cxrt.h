/* XRT's C interface, loaded at run time. Calls and results are passed through as they are. */
#pragma once
#include "cxrt_prototypes.h"

/* Numbers of the functions, for telling from outside which one a process is in. */
enum cxrt_call {
  cxrt_none = 0,
#define CXRT_NUMBER(result, name, parameters) cxrt_in_##name,
  CXRT_FUNCTIONS(CXRT_NUMBER)
#undef CXRT_NUMBER
  cxrt_call_count
};

/* The name of a function by its number; an empty text for none. */
const char *cxrt_call_name(int32_t call);

/* Where the number of the function that is being called is kept, cxrt_none between calls. The cell
   must stay valid. */
void cxrt_watch(volatile int32_t *cell);

/* Makes what is printed appear line by line, also when it goes to a pipe. */
void cxrt_print_lines(void);

/* Loads the library and every function. Returns NULL, or what failed; the text stays valid until
   the next call. */
const char *cxrt_load(const char *path);

/* The functions of the same names; handles are NULL and codes other than 0 on failure. */
void *cxrt_device_open(unsigned int index);
void *cxrt_device_open_bdf(const char *bdf);
int cxrt_device_close(void *device);
int cxrt_device_load(void *device, const char *path);
int cxrt_device_uuid(void *device, unsigned char *uuid);
void *cxrt_kernel_open(void *device, const unsigned char *uuid, const char *name);
int cxrt_kernel_close(void *kernel);
/* -1 on failure. */
int cxrt_kernel_group(void *kernel, int argument);
void *cxrt_bo_alloc(void *device, size_t bytes, uint64_t flags, uint32_t group);
int cxrt_bo_free(void *buffer);
void *cxrt_bo_map(void *buffer);
/* Direction 0 is to the device, 1 from it. */
int cxrt_bo_sync(void *buffer, unsigned int direction, size_t bytes, size_t offset);
void *cxrt_run_open(void *kernel);
int cxrt_run_close(void *run);
/* The variadic xrtRunSetArg takes what the argument's type in the xclbin asks for. */
int cxrt_run_set_buffer(void *run, int index, void *buffer);
int cxrt_run_set_u32(void *run, int index, uint32_t value);
int cxrt_run_set_u64(void *run, int index, uint64_t value);
int cxrt_run_set_f64(void *run, int index, double value);
int cxrt_run_start(void *run);
/* A command state: 4 is completed, 8 is a timeout. */
unsigned int cxrt_run_wait(void *run, unsigned int milliseconds);
