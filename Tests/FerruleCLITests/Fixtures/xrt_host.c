/* A host program over XRT's C functions, found by dlopen: runs the roofline kernel and compares. With a
   second word it makes a mistake: "sync" forgets one, "short" takes too small a buffer, "kill" ends the
   device process under way. */
#include <dirent.h>
#include <signal.h>
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
typedef void *H;
#define F(type, name, arguments) type(*name) arguments = (type(*) arguments)dlsym(library, #name)
/* Ends the device process of this program's process group. */
static void kill_device(void) {
  DIR *processes = opendir("/proc");
  for (struct dirent *entry; (entry = readdir(processes));) {
    int process = atoi(entry->d_name);
    if (process <= 0 || getpgid(process) != getpgrp()) continue;
    char path[64], line[4096] = "";
    snprintf(path, sizeof path, "/proc/%d/cmdline", process);
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(line, 1, sizeof line - 1, file) : 0;
    if (file) fclose(file);
    for (size_t i = 0; i + 10 < length; i++)
      if (!memcmp(line + i, "xrt-device", 10)) kill(process, SIGKILL);
  }
  closedir(processes);
}

int main(int count, char **words) {
  void *library = dlopen("libxrt_coreutil.so.2", RTLD_NOW | RTLD_GLOBAL);
  if (!library) { puts(dlerror()); return 9; }
  F(H, xrtDeviceOpen, (unsigned)); F(int, xrtDeviceClose, (H));
  F(int, xrtDeviceLoadXclbinFile, (H, const char *)); F(int, xrtDeviceGetXclbinUUID, (H, unsigned char *));
  F(H, xrtPLKernelOpen, (H, const unsigned char *, const char *)); F(int, xrtKernelClose, (H));
  F(int, xrtKernelArgGroupId, (H, int)); F(H, xrtBOAlloc, (H, size_t, uint64_t, uint32_t));
  F(int, xrtBOFree, (H)); F(void *, xrtBOMap, (H)); F(int, xrtBOSync, (H, int, size_t, size_t));
  F(H, xrtRunOpen, (H)); F(int, xrtRunSetArg, (H, int, ...)); F(int, xrtRunStart, (H));
  F(int, xrtRunWaitFor, (H, unsigned)); F(int, xrtRunClose, (H));
  const char *mistake = count > 2 ? words[2] : "";
  const unsigned tiles = 4, n = tiles * 512 * 16;
  H device = xrtDeviceOpen(0);
  if (!device || xrtDeviceLoadXclbinFile(device, words[1])) { puts("no load"); return 8; }
  unsigned char id[16];
  xrtDeviceGetXclbinUUID(device, id);
  H kernel = xrtPLKernelOpen(device, id, "roofline");
  if (!kernel) { puts("no kernel"); return 7; }
  size_t bytes = (size_t)n * 4;
  H x = xrtBOAlloc(device, bytes, 0, xrtKernelArgGroupId(kernel, 0));
  H y = xrtBOAlloc(device, strcmp(mistake, "short") ? bytes : bytes / 4, 0, xrtKernelArgGroupId(kernel, 1));
  if (!x || !y) { puts("no buffer"); return 6; }
  float *in = xrtBOMap(x), *out = xrtBOMap(y);
  for (unsigned i = 0; i < n; i++) in[i] = 1 + (i % 61) / 64.0f;
  if (strcmp(mistake, "sync")) xrtBOSync(x, 0, bytes, 0);
  H run = xrtRunOpen(kernel);
  xrtRunSetArg(run, 0, x); xrtRunSetArg(run, 1, y);
  xrtRunSetArg(run, 2, tiles); xrtRunSetArg(run, 3, 1u); xrtRunSetArg(run, 4, 0u);
  xrtRunSetArg(run, 5, 0.5); xrtRunSetArg(run, 6, 0.25);
  int state = 0;
  if (!strcmp(mistake, "kill")) kill_device();
  for (int i = 0; i < 3; i++) { xrtRunStart(run); state = xrtRunWaitFor(run, 20000); }
  size_t back = strcmp(mistake, "short") ? bytes : bytes / 4;
  xrtBOSync(y, 1, back, 0);
  unsigned right = 0;
  for (unsigned i = 0; i < back / 4; i++) right += out[i] == (1 + (i % 61) / 64.0f) * 0.5f + 0.25f;
  printf("state %d, %u of %u right\n", state, right, n);
  xrtRunClose(run); xrtKernelClose(kernel); xrtBOFree(x); xrtBOFree(y); xrtDeviceClose(device);
  return right == n ? 0 : 3;
}
