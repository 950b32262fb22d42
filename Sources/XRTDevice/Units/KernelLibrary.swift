import CGuardedCall

/// The shared library of an emulation xclbin, open for as long as the process lives: a run may still be in it
/// when the host loads another.
///
/// `@unchecked Sendable`: a handle of `dlopen` and the addresses of functions in it may be used from any
/// thread ("MT-Safe", dlopen(3) and dlsym(3)).
struct KernelLibrary: @unchecked Sendable {
  /// Why a library cannot be used.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What is in it.
  let description: EmulationDescription
  /// A kernel as it is called.
  typealias Thunk = ferrule_kernel_thunk
  private let thunks: [String: Thunk]
  /// What counts the kernels' accesses; `nil` where nothing does.
  let counters: ferrule_traffic?

  /// Opens a library.
  ///
  /// - Throws: ``Failure`` where it is none, or none of ours.
  init(path: String) throws {
    guard let handle = ferrule_library_open(path) else {
      let reason = ferrule_library_error().map { String(cString: $0) } ?? "no reason given"
      throw Failure(description: "the xclbin's kernel library cannot be loaded: \(reason)")
    }
    guard let text = ferrule_library_text(handle, EmulationDescription.symbol) else {
      throw Failure(
        description: "the xclbin's library has no `\(EmulationDescription.symbol)`: it was not "
          + "made by `ferrule xclbin make`")
    }
    do { description = try EmulationDescription(json: String(cString: text)) } catch {
      throw Failure(description: "the xclbin's description cannot be read: \(error)")
    }
    guard description.schema == EmulationDescription.schema else {
      throw Failure(
        description: "the xclbin's description is of version `\(description.schema)`, expected "
          + "`\(EmulationDescription.schema)`; make it again")
    }
    let traffic = ferrule_library_traffic(handle)
    counters = traffic.begin == nil ? nil : traffic
    var found: [String: Thunk] = [:]
    for kernel in description.kernels {
      guard let thunk = ferrule_library_thunk(handle, kernel.symbol) else {
        throw Failure(description: "the xclbin's library has no `\(kernel.symbol)`")
      }
      found[kernel.name] = thunk
    }
    thunks = found
  }

  /// What calls a kernel.
  func thunk(of kernel: String) -> Thunk? { thunks[kernel] }
}
