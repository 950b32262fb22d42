// SPDX-License-Identifier: MIT
// Part of Ferrule: `half` for C simulation without the vendor's tools, C++14, no dependencies.
//
// IEEE 754 binary16 in software. Every operation converts to float, computes there and rounds the
// result once to nearest even. That is exact: float carries 24 bits, and 24 >= 2 * 11 + 2, so
// rounding twice cannot differ from rounding once for + - * / (Figueroa, "When is double rounding
// innocuous?", SIGNUM Newsletter 30(3), 1995).
//
// Differs from hardware: the floating-point cores flush subnormal inputs and results to zero
// (PG060, "denormalized numbers"); this file keeps them, as IEEE 754 asks. Data that stays above
// 2^-14 = 6.1e-5 in magnitude is the same in both. NaN payloads may differ too.
//
// Mixed arithmetic follows C: half with float or double is float or double, half with an integer
// is half.
#ifndef FERRULE_HLS_HALF_H
#define FERRULE_HLS_HALF_H

#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace ferrule_csim {

/// The binary16 pattern nearest to `value`, ties to even; rounds once, overflow gives infinity.
inline std::uint16_t half_bits(double value) {
  std::uint64_t pattern;
  std::memcpy(&pattern, &value, sizeof pattern);
  const std::uint32_t sign = static_cast<std::uint32_t>(pattern >> 48) & 0x8000u;
  const int exponent = static_cast<int>((pattern >> 52) & 0x7ff) - 1023;
  const std::uint64_t fraction = pattern & 0xfffffffffffffull;
  if (exponent == 1024) {
    const std::uint32_t payload = static_cast<std::uint32_t>(fraction >> 42);
    return static_cast<std::uint16_t>(sign | 0x7c00u | (fraction != 0 ? 0x200u | payload : 0u));
  }
  if (exponent > 15) return static_cast<std::uint16_t>(sign | 0x7c00u);
  if (exponent < -25) return static_cast<std::uint16_t>(sign);
  // A normal result keeps 11 bits of the 53; a subnormal one loses a bit per power below 2^-14.
  const int dropped = exponent >= -14 ? 42 : 42 - 14 - exponent;
  const std::uint64_t significand = fraction | (1ull << 52);
  const std::uint64_t rest = significand & ((1ull << dropped) - 1);
  const std::uint64_t middle = 1ull << (dropped - 1);
  std::uint32_t kept = static_cast<std::uint32_t>(significand >> dropped);
  if (rest > middle || (rest == middle && (kept & 1u) != 0)) ++kept;
  // `kept` brings its leading 1 along, which adds one to the exponent field; so does its carry.
  const std::uint32_t scale = exponent >= -14 ? static_cast<std::uint32_t>(exponent + 14) : 0u;
  return static_cast<std::uint16_t>(sign | ((scale << 10) + kept));
}

/// The value of a binary16 pattern; every one of them is a float.
inline float half_value(std::uint16_t bits) {
  const std::uint32_t sign = (bits & 0x8000u) << 16;
  const std::uint32_t exponent = (bits >> 10) & 0x1fu;
  const std::uint32_t fraction = bits & 0x3ffu;
  if (exponent == 0) {
    const float magnitude = static_cast<float>(fraction) / 16777216.0f;
    return sign != 0 ? -magnitude : magnitude;
  }
  const std::uint32_t scale = exponent == 31 ? 255u : exponent + 112u;
  const std::uint32_t pattern = sign | (scale << 23) | (fraction << 13);
  float value;
  std::memcpy(&value, &pattern, sizeof value);
  return value;
}

}  // namespace ferrule_csim

/// Binary floating point with 11 significant bits, largest 65504, smallest normal 2^-14.
class half {
 public:
  half() = default;

  /// Rounds any number of C once; integers and floats are doubles without loss where it matters.
  template <class Number, class = std::enable_if_t<std::is_arithmetic<Number>::value>>
  half(Number value) : bits_(ferrule_csim::half_bits(static_cast<double>(value))) {}

  operator float() const { return ferrule_csim::half_value(bits_); }

  std::uint16_t get_bits() const { return bits_; }
  void set_bits(std::uint16_t bits) { bits_ = bits; }

  /// The half with this pattern.
  static half from_bits(std::uint16_t bits) {
    half result;
    result.bits_ = bits;
    return result;
  }

  half operator+() const { return *this; }
  half operator-() const { return from_bits(static_cast<std::uint16_t>(bits_ ^ 0x8000u)); }

  template <class Other> half& operator+=(Other other);
  template <class Other> half& operator-=(Other other);
  template <class Other> half& operator*=(Other other);
  template <class Other> half& operator/=(Other other);

  half& operator++() { return *this += 1; }
  half& operator--() { return *this -= 1; }
  half operator++(int) {
    const half before = *this;
    ++*this;
    return before;
  }
  half operator--(int) {
    const half before = *this;
    --*this;
    return before;
  }

 private:
  std::uint16_t bits_;
};

static_assert(sizeof(half) == 2, "half is two bytes in memory, as on the board");

/// Writes 1.5_h for half(1.5).
inline half operator""_h(long double value) { return half(static_cast<double>(value)); }

namespace ferrule_csim {

/// The type in which C computes `half op Other`; no member if that is not our business.
template <class Other, class = void> struct half_mixed {};
template <class Other>
struct half_mixed<Other, std::enable_if_t<std::is_integral<Other>::value>> {
  using type = half;
};
template <class Other>
struct half_mixed<Other, std::enable_if_t<std::is_floating_point<Other>::value>> {
  using type = Other;
};

}  // namespace ferrule_csim

#define FERRULE_HALF_ARITHMETIC(op)                                                           \
  inline half operator op(half left, half right) {                                            \
    return half(static_cast<float>(left) op static_cast<float>(right));                       \
  }                                                                                           \
  template <class Other>                                                                      \
  typename ferrule_csim::half_mixed<Other>::type operator op(half left, Other right) {        \
    using Mixed = typename ferrule_csim::half_mixed<Other>::type;                             \
    return static_cast<Mixed>(left) op static_cast<Mixed>(right);                             \
  }                                                                                           \
  template <class Other>                                                                      \
  typename ferrule_csim::half_mixed<Other>::type operator op(Other left, half right) {        \
    using Mixed = typename ferrule_csim::half_mixed<Other>::type;                             \
    return static_cast<Mixed>(left) op static_cast<Mixed>(right);                             \
  }                                                                                           \
  template <class Other> half& half::operator op##=(Other other) {                            \
    return *this = half(*this op other);                                                      \
  }
FERRULE_HALF_ARITHMETIC(+)
FERRULE_HALF_ARITHMETIC(-)
FERRULE_HALF_ARITHMETIC(*)
FERRULE_HALF_ARITHMETIC(/)
#undef FERRULE_HALF_ARITHMETIC

#define FERRULE_HALF_COMPARISON(op)                                                           \
  inline bool operator op(half left, half right) {                                            \
    return static_cast<float>(left) op static_cast<float>(right);                             \
  }                                                                                           \
  template <class Other, class Mixed = typename ferrule_csim::half_mixed<Other>::type>        \
  bool operator op(half left, Other right) {                                                  \
    return static_cast<Mixed>(left) op static_cast<Mixed>(right);                             \
  }                                                                                           \
  template <class Other, class Mixed = typename ferrule_csim::half_mixed<Other>::type>        \
  bool operator op(Other left, half right) {                                                  \
    return static_cast<Mixed>(left) op static_cast<Mixed>(right);                             \
  }
FERRULE_HALF_COMPARISON(==)
FERRULE_HALF_COMPARISON(!=)
FERRULE_HALF_COMPARISON(<)
FERRULE_HALF_COMPARISON(<=)
FERRULE_HALF_COMPARISON(>)
FERRULE_HALF_COMPARISON(>=)
#undef FERRULE_HALF_COMPARISON

/// The square root, rounded once: exact for the same reason as the operators above.
inline half half_sqrt(half value) { return half(std::sqrt(static_cast<float>(value))); }

/// The magnitude: the pattern without its sign bit.
inline half half_fabs(half value) {
  return half::from_bits(static_cast<std::uint16_t>(value.get_bits() & 0x7fffu));
}

#endif
