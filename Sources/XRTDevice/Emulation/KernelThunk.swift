import HLSGenerator

/// The C++ between the device process and the kernels: a function per kernel that turns a register file into
/// arguments, and the description as text.
struct KernelThunk {
  /// The file's name.
  static let path = "ferrule_emulation.cpp"

  let prototypes: String
  let kernels: [EmulationDescription.Kernel]
  /// JSON.
  let description: String

  var file: GeneratedFile {
    var lines = [Self.head, prototypes, Self.support]
    lines += kernels.map(thunk)
    lines.append(
      """
      extern "C" __attribute__((visibility("default"))) const char \(EmulationDescription.symbol)[] =
          \(literal(description));

      """)
    return GeneratedFile(path: Self.path, contents: lines.joined(separator: "\n"))
  }

  private func thunk(_ kernel: EmulationDescription.Kernel) -> String {
    let offsets = kernel.arguments.map { "\($0.offset)" }.joined(separator: ", ")
    return """
      extern "C" __attribute__((visibility("default"))) void \(kernel.symbol)(
          const unsigned char *registers, void *const *pointers) {
        static const unsigned offsets[] = {\(kernel.arguments.isEmpty ? "0" : offsets)};
        ferrule_emulation::call(\(kernel.name), registers, pointers, offsets);
      }

      """
  }

  /// A text in pieces that every compiler takes, each with what would end it escaped.
  private func literal(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let pieces = stride(from: 0, to: max(bytes.count, 1), by: 1024).map { start in
      let piece = bytes[min(start, bytes.count)..<min(start + 1024, bytes.count)]
      let escaped = piece.map { byte -> String in
        switch byte {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0x20..<0x7F where byte != 0x3F: String(UnicodeScalar(byte))
        // Three octal digits never run into the digit that follows.
        default: "\\" + String(repeating: "0", count: max(0, 3 - octal(byte).count)) + octal(byte)
        }
      }
      return "\"\(escaped.joined())\""
    }
    return pieces.joined(separator: "\n    ")
  }

  private func octal(_ byte: UInt8) -> String { String(byte, radix: 8) }

  private static let head = """
    // How an emulated device calls the kernels of an xclbin; made by Ferrule, not to be edited.
    // SPDX-License-Identifier: MIT
    #include <cstring>
    #include <cstddef>
    #include <type_traits>

    """

  private static let support = """

    namespace ferrule_emulation {

    template <class...>
    struct make_void {
      typedef void type;
    };

    // Integers of any width say how wide they are, and are made of the register's value.
    template <class T, class = void>
    struct is_wide : std::false_type {};
    template <class T>
    struct is_wide<T, typename make_void<decltype(T::width)>::type> : std::true_type {};

    inline unsigned long long word(const unsigned char *place) {
      unsigned long long value;
      std::memcpy(&value, place, sizeof value);
      return value;
    }

    // A scalar: its bytes, as they are in the register.
    template <class T, bool wide>
    struct scalar {
      static T take(const unsigned char *place) {
        T value;
        std::memcpy(&value, place, sizeof value);
        return value;
      }
    };
    template <class T>
    struct scalar<T, true> {
      static T take(const unsigned char *place) { return T(word(place)); }
    };

    template <class T>
    struct argument {
      typedef typename std::remove_cv<typename std::remove_reference<T>::type>::type value;
      static value take(const unsigned char *place, void *) {
        return scalar<value, is_wide<value>::value>::take(place);
      }
    };
    // Memory: where the device process has put the buffer.
    template <class T>
    struct argument<T *> {
      static T *take(const unsigned char *, void *pointer) { return static_cast<T *>(pointer); }
    };

    template <std::size_t... index>
    struct sequence {};
    template <std::size_t count, std::size_t... index>
    struct counted : counted<count - 1, count - 1, index...> {};
    template <std::size_t... index>
    struct counted<0, index...> {
      typedef sequence<index...> type;
    };

    template <class... A, std::size_t... index>
    void call(void (*kernel)(A...), const unsigned char *registers, void *const *pointers,
              const unsigned *offsets, sequence<index...>) {
      (void)registers, (void)pointers, (void)offsets;
      kernel(argument<A>::take(registers + offsets[index], pointers[index])...);
    }

    template <class... A>
    void call(void (*kernel)(A...), const unsigned char *registers, void *const *pointers,
              const unsigned *offsets) {
      call(kernel, registers, pointers, offsets, typename counted<sizeof...(A)>::type());
    }

    }  // namespace ferrule_emulation

    """
}
