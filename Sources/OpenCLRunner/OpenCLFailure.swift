/// Why OpenCL did not do what it was asked.
package struct OpenCLFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened, in a sentence for the column `message`.
  package var description: String

  /// Creates a failure.
  package init(_ description: String) { self.description = description }

  /// A call that gave a code other than 0.
  init(_ call: String, _ code: Int32) {
    description = "\(call) gave \(Self.names[code] ?? "the code") (\(code))"
  }

  /// Source: the OpenCL 1.2 specification, tables of errors; `CL/cl.h`.
  private static let names: [Int32: String] = [
    -1: "CL_DEVICE_NOT_FOUND", -2: "CL_DEVICE_NOT_AVAILABLE", -3: "CL_COMPILER_NOT_AVAILABLE",
    -4: "CL_MEM_OBJECT_ALLOCATION_FAILURE", -5: "CL_OUT_OF_RESOURCES",
    -6: "CL_OUT_OF_HOST_MEMORY", -7: "CL_PROFILING_INFO_NOT_AVAILABLE",
    -11: "CL_BUILD_PROGRAM_FAILURE", -30: "CL_INVALID_VALUE", -34: "CL_INVALID_CONTEXT",
    -42: "CL_INVALID_BINARY", -44: "CL_INVALID_PROGRAM", -45: "CL_INVALID_PROGRAM_EXECUTABLE",
    -46: "CL_INVALID_KERNEL_NAME", -49: "CL_INVALID_ARG_INDEX", -50: "CL_INVALID_ARG_VALUE",
    -51: "CL_INVALID_ARG_SIZE", -52: "CL_INVALID_KERNEL_ARGS",
    -54: "CL_INVALID_WORK_GROUP_SIZE", -55: "CL_INVALID_WORK_ITEM_SIZE",
    -61: "CL_INVALID_BUFFER_SIZE", -63: "CL_INVALID_GLOBAL_WORK_SIZE",
    -1001: "CL_PLATFORM_NOT_FOUND_KHR",
  ]
}
