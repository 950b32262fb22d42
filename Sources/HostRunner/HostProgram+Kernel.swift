package import HLSGenerator
package import KernelIR
package import Specs

extension HostProgram {
  /// A kernel of a file under `Kernels/`, every thread on arrays of its own.
  ///
  /// Contents and expected results lie in files, as `RunBytes` has them. Results that a run loses are
  /// made again for the comparison.
  ///
  /// - Parameters:
  ///   - kernel: The kernel's text.
  ///   - run: What it is called with, and what comes out.
  ///   - name: A few letters that file names may have, the same for equal texts only.
  /// - Returns: A program with the one kernel `run`.
  package static func kernel(
    _ kernel: HostKernelText, _ run: HostKernelRun, name: String
  ) -> HostProgram {
    let arguments =
      kernel.arrayTypes.enumerated().map { "(\($1) *)w->region[\($0)]" }
      + kernel.sizes.map { "\(run.sizes[$0] ?? 0)u" } + kernel.scalars
    var text = banner(name)
    text += "#define REGIONS \(max(1, run.bytes.buffers.count))\n"
    text += "#define CACHE_BYTES ((size_t)\(run.cacheBytes))\n"
    text += runtime + "#define FENCE() ((void)0)\n" + kernel.text
    text += files + fill(run.bytes)
    text += """
      static void call(struct worker *w) { \(kernel.name)(\(arguments.joined(separator: ", "))); }
      static void run_turns(struct worker *w, size_t bytes, uint64_t turns) {
        (void)bytes;
        for (uint64_t turn = 0; turn < turns; turn++) {
          call(w);
          TURN();
        }
      }

      """
    text += check(run) + table(["\"run\", run_turns, check, 1"])
    return HostProgram(name: name, source: text)
  }

  /// Files with contents: all of an array, or what repeats in it.
  private static let files = """

    #include <math.h>
    static FILE *opened(const char *name) {
      char path[4096];
      snprintf(path, sizeof path, "%s/%s", folder, name);
      FILE *file = fopen(path, "rb");
      if (!file) {
        fprintf(stderr, "cannot read %s\\n", path);
        exit(3);
      }
      return file;
    }
    static void fill_from(const char *name, unsigned char *memory, size_t bytes) {
      FILE *file = opened(name);
      size_t filled = fread(memory, 1, bytes, file);
      fclose(file);
      if (!filled && bytes) exit(3);
      while (filled < bytes) {
        size_t part = filled < bytes - filled ? filled : bytes - filled;
        memcpy(memory + filled, memory, part);
        filled += part;
      }
    }

    """

  /// What nobody gave contents for is poison; no element of a result consists of it.
  private static func fill(_ bytes: RunBytes) -> String {
    let lines = bytes.buffers.enumerated().map { number, buffer in
      buffer.contents == nil
        ? "  memset(w->region[\(number)], 0xA5, \(buffer.bytes));"
        : "  fill_from(\"\(number)\", w->region[\(number)], \(buffer.bytes));"
    }
    return "static void fill(struct worker *w) {\n" + lines.joined(separator: "\n") + "\n}\n"
  }

  private static func check(_ run: HostKernelRun) -> String {
    let bytes = run.bytes
    let output = bytes.buffers.lastIndex { $0.name == bytes.output } ?? 0
    let isUpdated = bytes.buffers.contains(where: \.isUpdated)
    let tolerance = run.tolerance
    return """
      /* Every element, as near to the expected one as the norm of its block says. */
      static int check(struct worker *w, size_t unused) {
        (void)unused;
        const size_t count = \(bytes.expectedBytes) / sizeof(element_t);
        \(isUpdated ? "fill(w);\n  call(w);" : "")
        FILE *file = opened("expected");
        fseek(file, 0, SEEK_END);
        const size_t period = (size_t)ftell(file) / sizeof(element_t);
        rewind(file);
        element_t *expected = malloc(period * sizeof(element_t) + 1);
        size_t have = expected ? fread(expected, sizeof(element_t), period, file) : 0;
        fclose(file);
        if (!have) exit(3);
        const element_t *found = (const element_t *)w->region[\(output)];
        int right = 1;
        for (size_t start = 0; right && start < count; start += \(tolerance.block)) {
          size_t end = count - start < \(tolerance.block) ? count : start + \(tolerance.block);
          double norm = 0;
          int same = 1;
          for (size_t i = start; i < end; i++) same &= found[i] == expected[i % have];
          if (same) continue;
          for (size_t i = start; i < end; i++) norm += (double)expected[i % have] * (double)expected[i % have];
          norm = sqrt(norm);
          for (size_t i = start; i < end; i++) {
            double off = (double)found[i] - (double)expected[i % have];
            double bound = \(tolerance.relative) * norm;
            if (!(off <= bound && -off <= bound)) right = 0;
          }
        }
        free(expected);
        return right;
      }

      """
  }
}

/// What a kernel of this machine is called with, and what comes out.
package struct HostKernelRun: Sendable {
  /// The contents of the arrays of one thread.
  package let bytes: RunBytes
  /// Sizes by name.
  package let sizes: [String: UInt32]
  /// The last cache as a thread sees it, in bytes.
  package let cacheBytes: Int
  /// Elements of a block, and the share of its norm that one may be off.
  package let tolerance: (block: Int, relative: Double)

  /// Collects what a run needs.
  ///
  /// - Parameters:
  ///   - bytes: Contents of one thread's arrays.
  ///   - sizes: Sizes by name.
  ///   - cacheBytes: The last cache as a thread sees it.
  ///   - type: The type of elements.
  ///   - operationsPerElement: Rounded operations that an element of the result takes.
  package init(
    bytes: RunBytes, sizes: [String: UInt32], cacheBytes: Int, type: ElementType,
    operationsPerElement: Int
  ) {
    self.bytes = bytes
    self.sizes = sizes
    self.cacheBytes = cacheBytes
    tolerance = Self.tolerance(bytes, type, operationsPerElement)
  }

  /// A processor that fuses products and sums rounds once where the reference rounds twice: as much
  /// as an error of half a unit for each operation, measured by the norm of the elements around.
  private static func tolerance(
    _ bytes: RunBytes, _ type: ElementType, _ operations: Int
  ) -> (block: Int, relative: Double) {
    guard type.isFloat else { return (TestData.period, 0) }
    let epsilon: Double =
      switch type {
      case .f16: 0x1p-10
      case .f32: 0x1p-23
      default: 0x1p-52
      }
    let fused = epsilon * Double(max(1, operations) + 1) / 2
    guard let given = bytes.tolerance else { return (TestData.period, fused) }
    return (max(1, given.block), max(given.relative, epsilon))
  }
}
