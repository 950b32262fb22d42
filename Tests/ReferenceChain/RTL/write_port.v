// The write side of an AXI port: collects a whole burst, then sends it, one beat per cycle, with a
// gap after each burst. A place is free again when the last beat has left; at most `outstanding`
// bursts wait for their response, and the cycle after a response the next one can follow.
module write_port #(
  parameter WIDTH = 512,
  parameter BUFFER_BITS = 10
) (
  input wire clk,
  input wire reset,
  input wire [31:0] beats,
  input wire [31:0] base,
  input wire [6:0] burst_beats,
  input wire [4:0] outstanding,
  input wire [5:0] write_gap,
  // Beats from the kernel.
  input wire in_valid,
  output wire in_ready,
  input wire [WIDTH-1:0] in_data,
  // Beats to the memory.
  output wire send_valid,
  output wire [31:0] send_address,
  output wire send_last,
  output wire [WIDTH-1:0] send_data,
  // Responses, one per burst.
  input wire response,
  // The last response is here.
  output wire done
);
  reg [4:0] held;         // bursts that are full and not yet drained
  reg [4:0] unanswered;   // bursts that were begun to be sent and have no response
  reg [6:0] collected;    // beats of the burst that is being filled
  reg [6:0] beats_left;   // of the burst on the bus, after this cycle's
  reg [31:0] next_beat;   // address of the next beat on the bus
  reg [6:0] pause;        // cycles until the bus is free for a new burst

  wire has_burst;
  wire [31:0] address;
  wire [6:0] length;
  wire takes = in_valid && in_ready;
  wire fills = takes && collected + 7'd1 == length;

  wire is_full;
  wire [31:0] full_address;
  wire [6:0] full_length;
  wire begins = is_full && pause == 0 && unanswered < outstanding;
  wire drains = send_valid && send_last;
  wire buffer_ready;
  wire buffer_valid;
  wire list_ready;

  burst_counter bursts (
    .clk(clk), .reset(reset), .beats(beats), .base(base), .burst_beats(burst_beats),
    .next(fills), .valid(has_burst), .address(address), .length(length)
  );

  stream_fifo #(.WIDTH(39), .ADDRESS_BITS(5)) full_bursts (
    .clk(clk), .reset(reset), .depth(6'd32),
    .in_valid(fills), .in_ready(list_ready), .in_data({length, address}),
    .out_valid(is_full), .out_ready(begins), .out_data({full_length, full_address})
  );

  stream_fifo #(.WIDTH(WIDTH), .ADDRESS_BITS(BUFFER_BITS)) buffer (
    .clk(clk), .reset(reset), .depth({1'b1, {BUFFER_BITS{1'b0}}}),
    .in_valid(takes), .in_ready(buffer_ready), .in_data(in_data),
    .out_valid(buffer_valid), .out_ready(send_valid), .out_data(send_data)
  );

  assign in_ready = has_burst && held < outstanding && buffer_ready && list_ready;
  assign send_valid = buffer_valid && (begins || beats_left != 0);
  assign send_address = begins ? full_address : next_beat;
  assign send_last = begins ? full_length == 7'd1 : beats_left == 7'd1;
  assign done = response && unanswered == 5'd1 && held == 0 && !has_burst && !begins;

  always @(posedge clk) begin
    if (reset) begin
      held <= 0;
      unanswered <= 0;
      collected <= 0;
      beats_left <= 0;
      next_beat <= 0;
      pause <= 0;
    end else begin
      held <= held + {4'd0, fills} - {4'd0, drains};
      unanswered <= unanswered + {4'd0, begins} - {4'd0, response};
      if (fills) collected <= 0;
      else if (takes) collected <= collected + 7'd1;
      if (begins) beats_left <= full_length - 7'd1;
      else if (beats_left != 0) beats_left <= beats_left - 7'd1;
      if (send_valid) next_beat <= send_address + 32'd1;
      if (begins) pause <= full_length - 7'd1 + {1'b0, write_gap};
      else if (pause != 0) pause <= pause - 7'd1;
    end
  end
endmodule
