// A FIFO for bursts, of which the top bit marks the last beat: gives a beat only when all of its
// burst is there. As large as everything that can be under way: it never refuses a beat.
module burst_buffer #(
  parameter WIDTH = 545,
  parameter ADDRESS_BITS = 10
) (
  input wire clk,
  input wire reset,
  input wire in_valid,
  input wire [WIDTH-1:0] in_data,
  output wire out_valid,
  input wire out_ready,
  output wire [WIDTH-1:0] out_data
);
  reg [ADDRESS_BITS:0] whole;  // bursts whose last beat is there

  wire unused_ready;
  wire beat_valid;
  wire arrives = in_valid && in_data[WIDTH-1];
  wire leaves = out_valid && out_ready && out_data[WIDTH-1];

  assign out_valid = beat_valid && whole != 0;

  stream_fifo #(.WIDTH(WIDTH), .ADDRESS_BITS(ADDRESS_BITS)) beats (
    .clk(clk), .reset(reset), .depth({1'b1, {ADDRESS_BITS{1'b0}}}),
    .in_valid(in_valid), .in_ready(unused_ready), .in_data(in_data),
    .out_valid(beat_valid), .out_ready(out_ready && whole != 0), .out_data(out_data)
  );

  always @(posedge clk) begin
    if (reset) whole <= 0;
    else whole <= whole + {{ADDRESS_BITS{1'b0}}, arrives} - {{ADDRESS_BITS{1'b0}}, leaves};
  end
endmodule
