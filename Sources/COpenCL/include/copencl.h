/* OpenCL's functions, loaded at run time. Calls and codes are passed through as they are. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Prototypes of our own: nothing of OpenCL is needed to build. X(result, name, parameters).
   Source: the OpenCL 1.2 specification, chapters 4 and 5; handles are pointers, cl_int is 32 bits,
   bit fields are 64 bits. */
#define COPENCL_FUNCTIONS(X)                                                                     \
  X(int32_t, clGetPlatformIDs, (uint32_t, void **, uint32_t *))                                  \
  X(int32_t, clGetPlatformInfo, (void *, uint32_t, size_t, void *, size_t *))                    \
  X(int32_t, clGetDeviceIDs, (void *, uint64_t, uint32_t, void **, uint32_t *))                  \
  X(int32_t, clGetDeviceInfo, (void *, uint32_t, size_t, void *, size_t *))                      \
  X(void *, clCreateContext,                                                                     \
    (const intptr_t *, uint32_t, void *const *, void *, void *, int32_t *))                      \
  X(void *, clCreateCommandQueue, (void *, void *, uint64_t, int32_t *))                         \
  X(void *, clCreateProgramWithSource,                                                           \
    (void *, uint32_t, const char **, const size_t *, int32_t *))                                \
  X(void *, clCreateProgramWithBinary,                                                           \
    (void *, uint32_t, void *const *, const size_t *, const unsigned char **, int32_t *,         \
     int32_t *))                                                                                 \
  X(int32_t, clBuildProgram, (void *, uint32_t, void *const *, const char *, void *, void *))    \
  X(int32_t, clGetProgramBuildInfo, (void *, void *, uint32_t, size_t, void *, size_t *))        \
  X(void *, clCreateKernel, (void *, const char *, int32_t *))                                   \
  X(int32_t, clSetKernelArg, (void *, uint32_t, size_t, const void *))                           \
  X(void *, clCreateBuffer, (void *, uint64_t, size_t, void *, int32_t *))                       \
  X(int32_t, clEnqueueWriteBuffer,                                                               \
    (void *, void *, uint32_t, size_t, size_t, const void *, uint32_t, void *const *, void **))  \
  X(int32_t, clEnqueueReadBuffer,                                                                \
    (void *, void *, uint32_t, size_t, size_t, void *, uint32_t, void *const *, void **))        \
  X(int32_t, clEnqueueNDRangeKernel,                                                             \
    (void *, void *, uint32_t, const size_t *, const size_t *, const size_t *, uint32_t,         \
     void *const *, void **))                                                                    \
  X(int32_t, clFinish, (void *))                                                                 \
  X(int32_t, clGetEventProfilingInfo, (void *, uint32_t, size_t, void *, size_t *))              \
  X(int32_t, clReleaseEvent, (void *))

/* Loads the library and every function. Returns NULL, or what failed; the text stays valid until
   the next call. */
const char *copencl_load(const char *path);

/* The functions, after copencl_load has returned NULL; handles are NULL when the code is not 0. */
int32_t copencl_platforms(uint32_t room, void **platforms, uint32_t *count);
int32_t copencl_platform_info(void *platform, uint32_t key, size_t room, void *value, size_t *size);
int32_t copencl_devices(void *platform, uint64_t kinds, uint32_t room, void **devices,
                        uint32_t *count);
int32_t copencl_device_info(void *device, uint32_t key, size_t room, void *value, size_t *size);
void *copencl_context(void *device, int32_t *code);
void *copencl_queue(void *context, void *device, uint64_t properties, int32_t *code);
void *copencl_source(void *context, const char *text, size_t size, int32_t *code);
void *copencl_binary(void *context, void *device, const unsigned char *bytes, size_t size,
                     int32_t *code);
int32_t copencl_build(void *program, void *device, const char *options);
int32_t copencl_build_log(void *program, void *device, size_t room, char *text, size_t *size);
void *copencl_kernel(void *program, const char *name, int32_t *code);
int32_t copencl_argument(void *kernel, uint32_t index, size_t size, const void *value);
void *copencl_buffer(void *context, uint64_t flags, size_t bytes, int32_t *code);
int32_t copencl_write(void *queue, void *buffer, size_t bytes, const void *from, void **event);
int32_t copencl_read(void *queue, void *buffer, size_t bytes, void *to, void **event);
int32_t copencl_launch(void *queue, void *kernel, size_t items, size_t group, void **event);
int32_t copencl_finish(void *queue);
int32_t copencl_event_time(void *event, uint32_t key, uint64_t *nanoseconds);
int32_t copencl_event_release(void *event);
