// Runs the chain once per line of standard input: the limit in cycles, then the chain's inputs in
// the order of its ports. Prints per line the cycle in which the last write is answered (cycle 0 is
// the first one after the reset), or -1 when the limit is passed or a wrong word was written.
#include <cstdint>
#include <cstdio>
#include <iostream>

#include "Vchain.h"
#include "verilated.h"

namespace {

void clock(Vchain &chain) {
  chain.clk = 1;
  chain.eval();
  chain.clk = 0;
  chain.eval();
}

bool read_parameters(Vchain &chain) {
  std::uint32_t v[23];
  for (auto &value : v)
    if (!(std::cin >> value)) return false;
  chain.beats = v[0];
  chain.base = v[1];
  chain.burst_beats = v[2];
  chain.outstanding = v[3];
  chain.request_interval = v[4];
  chain.request_latency = v[5];
  chain.return_latency = v[6];
  chain.write_buffers = v[7];
  chain.response_latency = v[8];
  chain.write_gap = v[9];
  chain.load_depth = v[10];
  chain.load_interval = v[11];
  chain.first_fifo = v[12];
  chain.stages = v[13];
  chain.interval = v[14];
  chain.second_fifo = v[15];
  chain.store_depth = v[16];
  chain.store_interval = v[17];
  chain.pace = v[18];
  chain.port_pace = v[19];
  chain.pause_period = v[20];
  chain.pause_length = v[21];
  chain.queue_places = v[22];
  return true;
}

long long run(Vchain &chain, long long limit) {
  chain.reset = 1;
  chain.clk = 0;
  chain.eval();
  clock(chain);
  clock(chain);
  chain.reset = 0;
  chain.eval();
  for (long long cycle = 0; cycle <= limit; ++cycle) {
    if (chain.done) {
      clock(chain);
      return chain.error ? -1 : cycle;
    }
    clock(chain);
  }
  return -1;
}

}  // namespace

double sc_time_stamp() { return 0; }

int main() {
  static Vchain chain;
  long long limit;
  while (std::cin >> limit && read_parameters(chain)) std::printf("%lld\n", run(chain, limit));
}
