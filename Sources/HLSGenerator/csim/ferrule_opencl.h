// SPDX-License-Identifier: MIT
// Part of Ferrule: runs kernels on an OpenCL device, C++14 and OpenCL 1.2, for testbenches.
//
// Every failure ends the program: with status 69 when no device is there, 1 otherwise.
#ifndef FERRULE_OPENCL_H
#define FERRULE_OPENCL_H

#ifndef CL_TARGET_OPENCL_VERSION
#define CL_TARGET_OPENCL_VERSION 120
#endif
#include <CL/cl.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace ferrule {

/// An argument of a kernel: an array that is copied to the device and back, or a number.
struct Argument {
  size_t size;
  void *data;
  bool is_array;
};

/// A kernel with the numbers of its arguments among those of a run.
struct Stage {
  const char *name;
  std::vector<size_t> arguments;
};

template <typename T>
Argument array(std::vector<T> &elements) {
  return Argument{elements.size() * sizeof(T), elements.data(), true};
}

/// A number; it has to live until the run has ended.
template <typename T>
Argument number(const T &value) {
  return Argument{sizeof(T), const_cast<T *>(&value), false};
}

[[noreturn]] inline void fail(const std::string &what, int status = 1) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(status);
}

inline void require(cl_int code, const std::string &what) {
  if (code == CL_SUCCESS) return;
  fail(what + " failed with OpenCL error " + std::to_string(code) +
       "; error numbers are listed in CL/cl.h");
}

/// A device with a built program.
class Device {
 public:
  /// Builds an OpenCL file (or loads a `.aocx` that aoc made of it) for device number `index` of
  /// all platforms together.
  Device(const std::string &path, size_t index) : device_(find(index)) {
    cl_int code = CL_SUCCESS;
    context_ = clCreateContext(nullptr, 1, &device_, nullptr, nullptr, &code);
    require(code, "making a context");
    const std::string text = read(path);
    const bool is_binary = path.size() > 5 && path.substr(path.size() - 5) == ".aocx";
    const char *characters = text.data();
    const size_t length = text.size();
    if (is_binary) {
      const unsigned char *bytes = reinterpret_cast<const unsigned char *>(characters);
      program_ =
          clCreateProgramWithBinary(context_, 1, &device_, &length, &bytes, nullptr, &code);
    } else {
      program_ = clCreateProgramWithSource(context_, 1, &characters, &length, &code);
    }
    require(code, "loading " + path);
    code = clBuildProgram(program_, 1, &device_, is_binary ? "" : options().c_str(), nullptr, nullptr);
    const std::string log = build_log();
    if (!log.empty()) std::fprintf(stderr, "%s\n", log.c_str());
    require(code, "building " + path);
  }

  ~Device() {
    clReleaseProgram(program_);
    clReleaseContext(context_);
  }

  Device(const Device &) = delete;
  Device &operator=(const Device &) = delete;

  /// Whether the program has a kernel.
  bool has(const char *name) const {
    cl_int code = CL_SUCCESS;
    cl_kernel kernel = clCreateKernel(program_, name, &code);
    if (code == CL_SUCCESS) clReleaseKernel(kernel);
    return code == CL_SUCCESS;
  }

  /// Copies all arrays to the device, starts the stages, each in a queue of its own, waits for all
  /// of them, and copies the arrays back.
  void run(const std::vector<Stage> &stages, const std::vector<Argument> &arguments,
           size_t items, size_t group) const {
    std::vector<cl_mem> buffers;
    for (const Argument &argument : arguments) buffers.push_back(copy(argument));
    std::vector<cl_command_queue> queues;
    for (const Stage &stage : stages)
      queues.push_back(start(stage, arguments, buffers, items, group));
    for (cl_command_queue queue : queues) require(clFinish(queue), "running the kernel");
    for (size_t i = 0; i < arguments.size(); ++i) {
      if (buffers[i] == nullptr) continue;
      require(clEnqueueReadBuffer(queues[0], buffers[i], CL_TRUE, 0, arguments[i].size,
                                  arguments[i].data, 0, nullptr, nullptr),
              "reading results");
      clReleaseMemObject(buffers[i]);
    }
    for (cl_command_queue queue : queues) clReleaseCommandQueue(queue);
  }

 private:
  static std::string text(cl_device_id device, cl_device_info what) {
    char characters[1024] = "";
    clGetDeviceInfo(device, what, sizeof(characters) - 1, characters, nullptr);
    return characters;
  }

  static cl_device_id find(size_t index) {
    cl_platform_id platforms[16];
    cl_uint count = 0;
    if (clGetPlatformIDs(16, platforms, &count) != CL_SUCCESS) count = 0;
    std::vector<cl_device_id> all;
    for (cl_uint i = 0; i < count && i < 16; ++i) {
      cl_device_id devices[16];
      cl_uint found = 0;
      if (clGetDeviceIDs(platforms[i], CL_DEVICE_TYPE_ALL, 16, devices, &found) != CL_SUCCESS)
        continue;
      all.insert(all.end(), devices, devices + (found < 16 ? found : 16));
    }
    if (index >= all.size())
      fail("found " + std::to_string(all.size()) + " OpenCL devices, wanted number " +
               std::to_string(index) + "; install a driver, or choose another with --device",
           69);
    std::fprintf(stderr, "device: %s, %s\n", text(all[index], CL_DEVICE_NAME).c_str(),
                 text(all[index], CL_DEVICE_VERSION).c_str());
    return all[index];
  }

  /// Quotients and roots are rounded like sums wherever the device can.
  std::string options() const {
    cl_device_fp_config single = 0;
    clGetDeviceInfo(device_, CL_DEVICE_SINGLE_FP_CONFIG, sizeof(single), &single, nullptr);
    const bool is_exact = (single & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0;
    return is_exact ? "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt" : "-cl-std=CL1.2";
  }

  static std::string read(const std::string &path) {
    std::ifstream file(path.c_str(), std::ios::binary);
    if (!file) fail("cannot open " + path + "; name the kernel file with --kernel");
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }

  std::string build_log() const {
    size_t size = 0;
    clGetProgramBuildInfo(program_, device_, CL_PROGRAM_BUILD_LOG, 0, nullptr, &size);
    std::vector<char> log(size + 1, 0);
    clGetProgramBuildInfo(program_, device_, CL_PROGRAM_BUILD_LOG, size, log.data(), nullptr);
    return log.data();
  }

  cl_mem copy(const Argument &argument) const {
    if (!argument.is_array) return nullptr;
    cl_int code = CL_SUCCESS;
    cl_mem buffer = clCreateBuffer(context_, CL_MEM_READ_WRITE | CL_MEM_COPY_HOST_PTR,
                                   argument.size, argument.data, &code);
    require(code, "making a buffer of " + std::to_string(argument.size) + " bytes");
    return buffer;
  }

  cl_command_queue start(const Stage &stage, const std::vector<Argument> &arguments,
                         const std::vector<cl_mem> &buffers, size_t items, size_t group) const {
    cl_int code = CL_SUCCESS;
    cl_command_queue queue = clCreateCommandQueue(context_, device_, 0, &code);
    require(code, "making a queue");
    cl_kernel kernel = clCreateKernel(program_, stage.name, &code);
    require(code, std::string("finding the kernel ") + stage.name);
    cl_uint place = 0;
    for (size_t i : stage.arguments) {
      const bool is_array = buffers[i] != nullptr;
      require(clSetKernelArg(kernel, place, is_array ? sizeof(cl_mem) : arguments[i].size,
                             is_array ? &buffers[i] : arguments[i].data),
              "setting argument " + std::to_string(place) + " of " + stage.name);
      ++place;
    }
    require(clEnqueueNDRangeKernel(queue, kernel, 1, nullptr, &items, &group, 0, nullptr, nullptr),
            std::string("starting ") + stage.name);
    clFlush(queue);
    clReleaseKernel(kernel);
    return queue;
  }

  cl_device_id device_;
  cl_context context_;
  cl_program program_;
};

}  // namespace ferrule

#endif
