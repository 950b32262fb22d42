#include "copencl.h"

#include <dlfcn.h>

#define COPENCL_POINTER(result, name, parameters) static result(*p_##name) parameters;
COPENCL_FUNCTIONS(COPENCL_POINTER)

const char *copencl_load(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (!library) return dlerror();
#define COPENCL_LOAD(result, name, parameters)                                                   \
  if (!(*(void **)&p_##name = dlsym(library, #name))) return dlerror();
  COPENCL_FUNCTIONS(COPENCL_LOAD)
  return 0;
}

int32_t copencl_platforms(uint32_t room, void **platforms, uint32_t *count) {
  return p_clGetPlatformIDs(room, platforms, count);
}

int32_t copencl_platform_info(void *platform, uint32_t key, size_t room, void *value,
                              size_t *size) {
  return p_clGetPlatformInfo(platform, key, room, value, size);
}

int32_t copencl_devices(void *platform, uint64_t kinds, uint32_t room, void **devices,
                        uint32_t *count) {
  return p_clGetDeviceIDs(platform, kinds, room, devices, count);
}

int32_t copencl_device_info(void *device, uint32_t key, size_t room, void *value, size_t *size) {
  return p_clGetDeviceInfo(device, key, room, value, size);
}

void *copencl_context(void *device, int32_t *code) {
  return p_clCreateContext(0, 1, &device, 0, 0, code);
}

void *copencl_queue(void *context, void *device, uint64_t properties, int32_t *code) {
  return p_clCreateCommandQueue(context, device, properties, code);
}

void *copencl_source(void *context, const char *text, size_t size, int32_t *code) {
  return p_clCreateProgramWithSource(context, 1, &text, &size, code);
}

void *copencl_binary(void *context, void *device, const unsigned char *bytes, size_t size,
                     int32_t *code) {
  int32_t status = 0;
  void *program = p_clCreateProgramWithBinary(context, 1, &device, &size, &bytes, &status, code);
  if (!*code) *code = status;
  return program;
}

int32_t copencl_build(void *program, void *device, const char *options) {
  return p_clBuildProgram(program, 1, &device, options, 0, 0);
}

int32_t copencl_build_log(void *program, void *device, size_t room, char *text, size_t *size) {
  return p_clGetProgramBuildInfo(program, device, 0x1183, room, text, size);
}

void *copencl_kernel(void *program, const char *name, int32_t *code) {
  return p_clCreateKernel(program, name, code);
}

int32_t copencl_argument(void *kernel, uint32_t index, size_t size, const void *value) {
  return p_clSetKernelArg(kernel, index, size, value);
}

void *copencl_buffer(void *context, uint64_t flags, size_t bytes, int32_t *code) {
  return p_clCreateBuffer(context, flags, bytes, 0, code);
}

int32_t copencl_write(void *queue, void *buffer, size_t bytes, const void *from, void **event) {
  return p_clEnqueueWriteBuffer(queue, buffer, 1, 0, bytes, from, 0, 0, event);
}

int32_t copencl_read(void *queue, void *buffer, size_t bytes, void *to, void **event) {
  return p_clEnqueueReadBuffer(queue, buffer, 1, 0, bytes, to, 0, 0, event);
}

int32_t copencl_launch(void *queue, void *kernel, size_t items, size_t group, void **event) {
  return p_clEnqueueNDRangeKernel(queue, kernel, 1, 0, &items, &group, 0, 0, event);
}

int32_t copencl_finish(void *queue) { return p_clFinish(queue); }

int32_t copencl_event_time(void *event, uint32_t key, uint64_t *nanoseconds) {
  return p_clGetEventProfilingInfo(event, key, sizeof *nanoseconds, nanoseconds, 0);
}

int32_t copencl_event_release(void *event) { return p_clReleaseEvent(event); }
