// A kernel as somebody may have written it for Vitis HLS: y = a x + b, with the arguments that xrt_host.c passes.
#include <hls_stream.h>

#include <cstdint>

#ifndef TILE
#define TILE 1
#endif
#define PORT gmem0

static void load(const float *x, hls::stream<float> &values, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
#pragma HLS PIPELINE II = 1
    values << x[i];
  }
}

static void compute(hls::stream<float> &values, float *y, unsigned count, float a, float b) {
  for (unsigned i = 0; i < count; i++) y[i] = values.read() * a + b;
}

extern "C" {
void roofline(const float *x, float *y, uint32_t tiles, uint32_t passes, uint32_t tap, float a, float b) {
#pragma HLS INTERFACE m_axi port = x bundle = gmem0 max_read_burst_length = 64
#pragma HLS interface mode=m_axi port=y bundle=gmem1 \
    num_write_outstanding=4
#pragma HLS INTERFACE s_axilite port = return
#ifdef NEVER
#pragma HLS INTERFACE axis port = x
#endif
#pragma HLS DATAFLOW
  static hls::stream<float> values("values");
  (void)passes, (void)tap;
  load(x, values, tiles * TILE);
  compute(values, y, tiles * TILE, a, b);
}
}
