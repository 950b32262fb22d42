// SPDX-License-Identifier: MIT
// Part of Ferrule: `ap_uint` and `ap_int` for C simulation without the vendor's tools, C++14.
//
// Interface and widths as documented in UG1399, "C++ Arbitrary Precision Integer Types": sums have
// one bit more than the wider operand, products the sum of the widths, differences are signed, a
// shift keeps the width of its left operand, and assignment wraps. Left out: division, concat,
// strings, bits counted backwards (range with hi < lo is an error here).
//
// The size in memory is 1, 2, 4 or 8 bytes up to 64 bits and then whole 8-byte words, so an
// ap_uint<512> is one 64-byte beat of a port.
#ifndef FERRULE_AP_INT_H
#define FERRULE_AP_INT_H

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>

namespace ferrule_csim {

[[noreturn]] inline void fail_bits(int high, int low, int width) {
  std::fprintf(stderr,
               "error: ap_int of %d bits: there is no range(%d, %d), expected %d >= hi >= lo >= 0; "
               "correct the bounds\n",
               width, high, low, width - 1);
  std::fflush(stderr);
  std::abort();
}

constexpr int wider(int left, int right) { return left > right ? left : right; }

/// Memory is cut into limbs of this type.
template <int W>
using Limb = std::conditional_t<W <= 8, std::uint8_t,
                                std::conditional_t<W <= 16, std::uint16_t, std::uint32_t>>;

constexpr int limb_count(int width) { return width <= 32 ? 1 : 2 * ((width + 63) / 64); }
constexpr std::size_t limb_alignment(int width) {
  return width <= 8 ? 1 : width <= 16 ? 2 : width <= 32 ? 4 : 8;
}

template <int W, bool S> class Integer;
template <int W, bool S> class Range;
template <int W, bool S> class Bit;

/// How an operand takes part in arithmetic; no member for types that are not ours.
template <class T, class = void> struct Operand { static constexpr bool ours = false; };
template <class T> struct Operand<T, std::enable_if_t<std::is_integral<T>::value>> {
  static constexpr bool ours = false;
  using type = Integer<8 * static_cast<int>(sizeof(T)), std::is_signed<T>::value>;
};
template <int W, bool S> Integer<W, S> integer_of(const Integer<W, S>&);
template <int W, bool S> Integer<W, false> integer_of(const Range<W, S>&);
template <class T>
struct Operand<T, decltype(static_cast<void>(integer_of(std::declval<const T&>())))> {
  static constexpr bool ours = true;
  using type = decltype(integer_of(std::declval<const T&>()));
};
template <class T> using IfOperand = typename Operand<T>::type;

/// W bits in two's complement (S) or plain binary. The unused bits of the last limb repeat the
/// sign, so that values can be compared and extended limb by limb.
template <int W, bool S> class alignas(limb_alignment(W)) Integer {
  static_assert(W > 0, "ap_int needs at least one bit");

 public:
  static constexpr int width = W;
  static constexpr bool is_signed = S;
  static constexpr int words = (W + 31) / 32;

  Integer() = default;

  template <class Number, class = std::enable_if_t<std::is_integral<Number>::value>>
  Integer(Number value) {
    const std::uint64_t low = static_cast<std::uint64_t>(value);
    const std::uint32_t fill = value < Number(0) ? ~0u : 0u;
    for (int index = 0; index < words; ++index)
      set_word(index, index < 2 ? static_cast<std::uint32_t>(low >> (32 * index)) : fill);
    wrap();
  }

  template <int W2, bool S2> Integer(const Integer<W2, S2>& other) { assign(other); }
  template <int W2, bool S2> Integer(const Range<W2, S2>& range) { assign(range.get()); }
  template <int W2, bool S2> Integer(const Bit<W2, S2>& bit) : Integer(static_cast<bool>(bit)) {}

  int length() const { return W; }

  /// 32 bits of the endless sign extension of this number.
  std::uint32_t word(int index) const {
    if (index >= words) return is_negative() ? ~0u : 0u;
    const Limb<W> limb = limbs_[index];
    if (!S) return limb;
    return static_cast<std::uint32_t>(static_cast<std::make_signed_t<Limb<W>>>(limb));
  }
  void set_word(int index, std::uint32_t value) { limbs_[index] = static_cast<Limb<W>>(value); }

  bool is_negative() const { return S && ((limbs_[(W - 1) / 32] >> ((W - 1) % 32)) & 1u) != 0; }

  /// Makes the bits above W repeat the sign, or zero; every change of words ends with it.
  void wrap() {
    const int used = W - 32 * (words - 1);
    if (used < 32) {
      const std::uint32_t mask = (1u << used) - 1;
      const std::uint32_t top = static_cast<std::uint32_t>(limbs_[words - 1]) & mask;
      set_word(words - 1, S && (top >> (used - 1)) != 0 ? top | ~mask : top);
    }
    for (int index = words; index < limb_count(W); ++index)
      set_word(index, is_negative() ? ~0u : 0u);
  }

  std::uint64_t to_uint64() const {
    return static_cast<std::uint64_t>(word(1)) << 32 | word(0);
  }
  std::int64_t to_int64() const { return static_cast<std::int64_t>(to_uint64()); }
  unsigned to_uint() const { return word(0); }
  int to_int() const { return static_cast<int>(word(0)); }
  unsigned long to_ulong() const { return static_cast<unsigned long>(to_uint64()); }
  long to_long() const { return static_cast<long>(to_int64()); }
  bool to_bool() const {
    for (int index = 0; index < words; ++index)
      if (word(index) != 0) return true;
    return false;
  }

  /// The low 64 bits; wider numbers are cut off, as documented.
  operator std::conditional_t<S, long long, unsigned long long>() const {
    return static_cast<std::conditional_t<S, long long, unsigned long long>>(to_uint64());
  }
  explicit operator bool() const { return to_bool(); }

  Range<W, S> range(int high, int low) { return Range<W, S>(*this, high, low); }
  Range<W, S> range() { return range(W - 1, 0); }
  Range<W, S> operator()(int high, int low) { return range(high, low); }
  Integer<W, false> range(int high, int low) const {
    return Range<W, S>(const_cast<Integer&>(*this), high, low).get();
  }
  Integer<W, false> operator()(int high, int low) const { return range(high, low); }

  Bit<W, S> operator[](int index) { return Bit<W, S>(*this, index); }
  bool operator[](int index) const { return test(index); }
  bool test(int index) const {
    if (index < 0 || index >= W) fail_bits(index, index, W);
    return ((word(index / 32) >> (index % 32)) & 1u) != 0;
  }
  void set_bit(int index, bool value) {
    if (index < 0 || index >= W) fail_bits(index, index, W);
    const std::uint32_t bit = 1u << (index % 32);
    set_word(index / 32, value ? word(index / 32) | bit : word(index / 32) & ~bit);
    wrap();
  }

  Integer operator~() const {
    Integer result;
    for (int index = 0; index < words; ++index) result.set_word(index, ~word(index));
    result.wrap();
    return result;
  }
  Integer<W + 1, true> operator-() const { return Integer<1, false>() - *this; }
  Integer operator+() const { return *this; }
  bool operator!() const { return !to_bool(); }

  /// A negative count shifts the other way.
  template <class Count, class = IfOperand<Count>> Integer operator<<(const Count& count) const {
    const int places = clamped(count);
    return places >= 0 ? shifted_left(places) : shifted_right(-places);
  }
  template <class Count, class = IfOperand<Count>> Integer operator>>(const Count& count) const {
    const int places = clamped(count);
    return places >= 0 ? shifted_right(places) : shifted_left(-places);
  }

  template <class Other> Integer& operator+=(const Other& other) { return become(*this + other); }
  template <class Other> Integer& operator-=(const Other& other) { return become(*this - other); }
  template <class Other> Integer& operator*=(const Other& other) { return become(*this * other); }
  template <class Other> Integer& operator&=(const Other& other) { return become(*this & other); }
  template <class Other> Integer& operator|=(const Other& other) { return become(*this | other); }
  template <class Other> Integer& operator^=(const Other& other) { return become(*this ^ other); }
  template <class Other> Integer& operator<<=(const Other& count) {
    return become(*this << count);
  }
  template <class Other> Integer& operator>>=(const Other& count) {
    return become(*this >> count);
  }
  Integer& operator++() { return become(*this + 1); }
  Integer& operator--() { return become(*this - 1); }
  Integer operator++(int) {
    const Integer before = *this;
    ++*this;
    return before;
  }
  Integer operator--(int) {
    const Integer before = *this;
    --*this;
    return before;
  }

 private:
  template <int W2, bool S2> void assign(const Integer<W2, S2>& other) {
    for (int index = 0; index < words; ++index) set_word(index, other.word(index));
    wrap();
  }

  template <int W2, bool S2> Integer& become(const Integer<W2, S2>& other) {
    assign(other);
    return *this;
  }

  /// A shift by more than the width behaves like one by the whole width.
  template <class Count> static int clamped(const Count& count) {
    if (compare(Integer<32, true>(W), count) < 0) return W;
    if (compare(Integer<32, true>(-W), count) > 0) return -W;
    return static_cast<int>(count);
  }

  Integer shifted_left(int count) const {
    Integer result;
    if (count >= W) return result;
    for (int index = words - 1; index >= count / 32; --index) {
      const int from = index - count / 32;
      const std::uint64_t pair =
          static_cast<std::uint64_t>(word(from)) << 32 | (from > 0 ? word(from - 1) : 0u);
      result.set_word(index, static_cast<std::uint32_t>(pair >> (32 - count % 32)));
    }
    result.wrap();
    return result;
  }

  Integer shifted_right(int count) const {
    Integer result;
    for (int index = 0; index < words; ++index) {
      const int from = index + count / 32;
      const std::uint64_t pair = static_cast<std::uint64_t>(word(from + 1)) << 32 | word(from);
      result.set_word(index, static_cast<std::uint32_t>(pair >> (count % 32)));
    }
    result.wrap();
    return result;
  }

  Limb<W> limbs_[limb_count(W)] = {};
};

/// Some bits of a number, to read or to assign.
template <int W, bool S> class Range {
 public:
  Range(Integer<W, S>& number, int high, int low) : number_(number), high_(high), low_(low) {
    if (low < 0 || high < low || high >= W) fail_bits(high, low, W);
  }
  Range(const Range&) = default;

  int length() const { return high_ - low_ + 1; }

  Integer<W, false> get() const {
    const Integer<W, false> bits(number_);
    return (bits >> low_) & mask();
  }

  /// Assigns the low bits of `value`; the other bits of the number stay.
  template <class Number> Range& operator=(const Number& value) {
    const Integer<W, false> bits = (Integer<W, false>(value) & mask()) << low_;
    number_ = (Integer<W, false>(number_) & ~(mask() << low_)) | bits;
    return *this;
  }
  Range& operator=(const Range& other) { return *this = other.get(); }

  operator unsigned long long() const { return get().to_uint64(); }
  template <class Count> Integer<W, false> operator<<(const Count& count) const {
    return get() << count;
  }
  template <class Count> Integer<W, false> operator>>(const Count& count) const {
    return get() >> count;
  }

  std::uint64_t to_uint64() const { return get().to_uint64(); }
  unsigned to_uint() const { return get().to_uint(); }
  int to_int() const { return get().to_int(); }

 private:
  Integer<W, false> mask() const { return ~Integer<W, false>() >> (W - length()); }

  Integer<W, S>& number_;
  int high_;
  int low_;
};

/// One bit of a number, to read or to assign.
template <int W, bool S> class Bit {
 public:
  Bit(Integer<W, S>& number, int index) : number_(number), index_(index) {}
  Bit(const Bit&) = default;

  operator bool() const { return number_.test(index_); }
  bool to_bool() const { return number_.test(index_); }

  Bit& operator=(bool value) {
    number_.set_bit(index_, value);
    return *this;
  }
  Bit& operator=(const Bit& other) { return *this = static_cast<bool>(other); }

 private:
  Integer<W, S>& number_;
  int index_;
};

/// The widths of results, for two operands of which at least one is ours.
template <class Left, class Right,
          class = std::enable_if_t<Operand<Left>::ours || Operand<Right>::ours>,
          class L_ = IfOperand<Left>, class R_ = IfOperand<Right>>
struct Pair {
  using L = L_;
  using R = R_;
  static constexpr bool S = L::is_signed || R::is_signed;
  /// Wide enough for both, with a bit for the sign where an unsigned one becomes signed.
  static constexpr int both =
      wider(L::width + (S && !L::is_signed ? 1 : 0), R::width + (S && !R::is_signed ? 1 : 0));
  using Sum = Integer<both + 1, S>;
  using Difference = Integer<both + 1, true>;
  using Product = Integer<L::width + R::width, S>;
  using Bits = Integer<both, S>;
};

template <class Left, class Right, class P = Pair<Left, Right>>
typename P::Sum operator+(const Left& left, const Right& right) {
  const typename P::L a(left);
  const typename P::R b(right);
  typename P::Sum result;
  std::uint64_t carry = 0;
  for (int index = 0; index < P::Sum::words; ++index) {
    carry += static_cast<std::uint64_t>(a.word(index)) + b.word(index);
    result.set_word(index, static_cast<std::uint32_t>(carry));
    carry >>= 32;
  }
  result.wrap();
  return result;
}

template <class Left, class Right, class P = Pair<Left, Right>>
typename P::Difference operator-(const Left& left, const Right& right) {
  const typename P::L a(left);
  const typename P::R b(right);
  typename P::Difference result;
  std::uint64_t carry = 1;
  for (int index = 0; index < P::Difference::words; ++index) {
    carry += static_cast<std::uint64_t>(a.word(index)) + static_cast<std::uint32_t>(~b.word(index));
    result.set_word(index, static_cast<std::uint32_t>(carry));
    carry >>= 32;
  }
  result.wrap();
  return result;
}

/// Schoolbook multiplication of the sign extensions, modulo two to the width of the result.
template <class Left, class Right, class P = Pair<Left, Right>>
typename P::Product operator*(const Left& left, const Right& right) {
  const typename P::L a(left);
  const typename P::R b(right);
  constexpr int words = P::Product::words;
  std::uint32_t sum[words] = {};
  for (int i = 0; i < words; ++i) {
    std::uint64_t carry = 0;
    for (int j = 0; i + j < words; ++j) {
      carry += static_cast<std::uint64_t>(a.word(i)) * b.word(j) + sum[i + j];
      sum[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  typename P::Product result;
  for (int index = 0; index < words; ++index) result.set_word(index, sum[index]);
  result.wrap();
  return result;
}

#define FERRULE_AP_BITWISE(op)                                              \
  template <class Left, class Right, class P = Pair<Left, Right>>           \
  typename P::Bits operator op(const Left& left, const Right& right) {      \
    const typename P::L a(left);                                            \
    const typename P::R b(right);                                           \
    typename P::Bits result;                                                \
    for (int index = 0; index < P::Bits::words; ++index)                    \
      result.set_word(index, a.word(index) op b.word(index));               \
    result.wrap();                                                          \
    return result;                                                          \
  }
FERRULE_AP_BITWISE(&)
FERRULE_AP_BITWISE(|)
FERRULE_AP_BITWISE(^)
#undef FERRULE_AP_BITWISE

/// -1, 0 or 1; values are compared, so a negative number is below every unsigned one.
template <class Left, class Right, class P = Pair<Left, Right>>
int compare(const Left& left, const Right& right) {
  const typename P::L a(left);
  const typename P::R b(right);
  if (a.is_negative() != b.is_negative()) return a.is_negative() ? -1 : 1;
  for (int index = P::Bits::words - 1; index >= 0; --index)
    if (a.word(index) != b.word(index)) return a.word(index) < b.word(index) ? -1 : 1;
  return 0;
}

#define FERRULE_AP_COMPARISON(op)                                           \
  template <class Left, class Right, class P = Pair<Left, Right>>           \
  bool operator op(const Left& left, const Right& right) {                  \
    return compare(left, right) op 0;                                       \
  }
FERRULE_AP_COMPARISON(==)
FERRULE_AP_COMPARISON(!=)
FERRULE_AP_COMPARISON(<)
FERRULE_AP_COMPARISON(<=)
FERRULE_AP_COMPARISON(>)
FERRULE_AP_COMPARISON(>=)
#undef FERRULE_AP_COMPARISON

}  // namespace ferrule_csim

/// An unsigned integer of W bits, 1 to 1024.
template <int W> class ap_uint : public ferrule_csim::Integer<W, false> {
  static_assert(W >= 1 && W <= 1024, "ap_uint holds 1 to 1024 bits");

 public:
  using Base = ferrule_csim::Integer<W, false>;
  using Base::Base;
  ap_uint() = default;
  ap_uint(const Base& value) : Base(value) {}
};

/// A signed integer of W bits, 1 to 1024.
template <int W> class ap_int : public ferrule_csim::Integer<W, true> {
  static_assert(W >= 1 && W <= 1024, "ap_int holds 1 to 1024 bits");

 public:
  using Base = ferrule_csim::Integer<W, true>;
  using Base::Base;
  ap_int() = default;
  ap_int(const Base& value) : Base(value) {}
};

#endif
