// The read side of an AXI port: asks for bursts ahead while it has places for them. A place is free
// again in the cycle after its last beat was taken. Beats come back in order.
module read_port #(
  parameter WIDTH = 512,
  parameter BUFFER_BITS = 10
) (
  input wire clk,
  input wire reset,
  input wire [31:0] beats,
  input wire [31:0] base,
  input wire [6:0] burst_beats,
  input wire [4:0] outstanding,
  input wire [3:0] request_interval,
  // Requests.
  output wire request_valid,
  output wire [31:0] request_address,
  output wire [6:0] request_length,
  // Beats from the memory.
  input wire data_valid,
  input wire data_last,
  input wire [WIDTH-1:0] data,
  // Beats to the kernel.
  output wire out_valid,
  input wire out_ready,
  output wire [WIDTH-1:0] out_data
);
  reg [4:0] places;
  reg [3:0] pause;

  wire has_burst;
  wire out_last;
  wire always_ready;
  wire frees = out_valid && out_ready && out_last;

  burst_counter bursts (
    .clk(clk), .reset(reset), .beats(beats), .base(base), .burst_beats(burst_beats),
    .next(request_valid), .valid(has_burst), .address(request_address), .length(request_length)
  );

  // As large as all places together: it never refuses a beat.
  stream_fifo #(.WIDTH(WIDTH + 1), .ADDRESS_BITS(BUFFER_BITS)) buffer (
    .clk(clk), .reset(reset), .depth({1'b1, {BUFFER_BITS{1'b0}}}),
    .in_valid(data_valid), .in_ready(always_ready), .in_data({data_last, data}),
    .out_valid(out_valid), .out_ready(out_ready), .out_data({out_last, out_data})
  );

  assign request_valid = has_burst && places < outstanding && pause == 0 && !reset && always_ready;

  always @(posedge clk) begin
    if (reset) begin
      places <= 0;
      pause <= 0;
    end else begin
      places <= places + {4'd0, request_valid} - {4'd0, frees};
      if (request_valid) pause <= request_interval - 4'd1;
      else if (pause != 0) pause <= pause - 4'd1;
    end
  end
endmodule
