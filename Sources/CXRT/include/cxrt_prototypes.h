/* The functions of XRT's C interface that are used, as prototypes of our own: nothing of XRT is
   needed to build. Where its headers exist, a test compiles them against this list.
   Source: xrt_device.h, xrt_bo.h and xrt_kernel.h of XRT 2.13; unchanged in 2.17. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Enumerations of the headers; both have no negative values and the size of an int. */
#ifndef CXRT_SYNC_DIRECTION
#define CXRT_SYNC_DIRECTION unsigned int
#endif
#ifndef CXRT_RUN_STATE
#define CXRT_RUN_STATE unsigned int
#endif

/* X(result, name, parameters) for every function. */
#define CXRT_FUNCTIONS(X)                                                                        \
  X(void *, xrtDeviceOpen, (unsigned int))                                                       \
  X(void *, xrtDeviceOpenByBDF, (const char *))                                                  \
  X(int, xrtDeviceClose, (void *))                                                               \
  X(int, xrtDeviceLoadXclbinFile, (void *, const char *))                                        \
  X(int, xrtDeviceGetXclbinUUID, (void *, unsigned char *))                                      \
  X(void *, xrtPLKernelOpen, (void *, const unsigned char *, const char *))                      \
  X(int, xrtKernelClose, (void *))                                                               \
  X(int, xrtKernelArgGroupId, (void *, int))                                                     \
  X(void *, xrtBOAlloc, (void *, size_t, uint64_t, uint32_t))                                    \
  X(int, xrtBOFree, (void *))                                                                    \
  X(void *, xrtBOMap, (void *))                                                                  \
  X(int, xrtBOSync, (void *, CXRT_SYNC_DIRECTION, size_t, size_t))                               \
  X(void *, xrtRunOpen, (void *))                                                                \
  X(int, xrtRunClose, (void *))                                                                  \
  X(int, xrtRunSetArg, (void *, int, ...))                                                       \
  X(int, xrtRunStart, (void *))                                                                  \
  X(CXRT_RUN_STATE, xrtRunWaitFor, (void *, unsigned int))
