// A memory channel without rows and banks. Bursts of reads and of writes, those when all their beats
// are there, wait in order of arrival; at most one transaction of each direction enters the queue per cycle and port pace, reads
// first. The queue is served in order at a fixed pace, and not at all during pauses, which return
// like refreshes. A write is answered when its burst's last transaction has entered the queue.
//
// What is read is a function of the address; what is written is compared with that function plus
// `added` in the lowest word, so data that are lost, doubled or out of order are found.
module flat_memory #(
  parameter WIDTH = 512,
  parameter BUFFER_BITS = 10
) (
  input wire clk,
  input wire reset,
  input wire [19:0] pace,
  input wire [19:0] port_pace,
  input wire [15:0] pause_period,
  input wire [15:0] pause_length,
  input wire [6:0] queue_places,
  input wire [31:0] added,
  // Read bursts.
  input wire read_valid,
  input wire [31:0] read_address,
  input wire [6:0] read_length,
  // Write beats.
  input wire write_valid,
  input wire [31:0] write_address,
  input wire write_last,
  input wire [WIDTH-1:0] write_data,
  // What was read, in the cycle in which its data are complete.
  output wire data_valid,
  output wire data_last,
  output wire [WIDTH-1:0] data,
  // Responses to write bursts.
  output wire response,
  // A wrong word was written.
  output reg error
);
  function [WIDTH-1:0] content(input [31:0] place);
    integer word;
    for (word = 0; word < WIDTH / 32; word = word + 1)
      content[32*word +: 32] = place * 32'h9E3779B1 + word;
  endfunction

  // Reads that wait at the port.
  reg [6:0] taken;
  wire burst_valid;
  wire [31:0] burst_address;
  wire [6:0] burst_length;
  wire read_paced;
  wire unused_ready;
  wire [7:0] unused_read_length;
  wire has_room = count < queue_places;
  wire takes_read = burst_valid && read_paced && has_room;
  wire [31:0] taken_address = burst_address + {25'd0, taken};
  wire taken_last = taken + 7'd1 == burst_length;

  stream_fifo #(.WIDTH(39), .ADDRESS_BITS(5)) read_bursts (
    .clk(clk), .reset(reset), .depth(6'd32),
    .in_valid(read_valid), .in_ready(unused_ready), .in_data({read_length, read_address}),
    .out_valid(burst_valid), .out_ready(takes_read && taken_last),
    .out_data({burst_length, burst_address})
  );

  pacer read_pace (
    .clk(clk), .reset(reset), .pace(port_pace), .go(takes_read), .ready(read_paced),
    .length(unused_read_length)
  );

  // Writes that wait at the port.
  wire beat_valid;
  wire beat_last;
  wire [31:0] beat_address;
  wire [WIDTH-1:0] beat_data;
  wire write_paced;
  wire [7:0] unused_write_length;
  wire takes_write = beat_valid && write_paced && count + {6'd0, takes_read} < queue_places;

  burst_buffer #(.WIDTH(WIDTH + 33), .ADDRESS_BITS(BUFFER_BITS)) write_bursts (
    .clk(clk), .reset(reset), .in_valid(write_valid),
    .in_data({write_last, write_address, write_data}),
    .out_valid(beat_valid), .out_ready(takes_write),
    .out_data({beat_last, beat_address, beat_data})
  );

  pacer write_pace (
    .clk(clk), .reset(reset), .pace(port_pace), .go(takes_write), .ready(write_paced),
    .length(unused_write_length)
  );

  assign response = takes_write && beat_last;

  // The queue: two may enter and one may leave in a cycle; what finds it empty is served at once.
  reg [33:0] entries [0:63];
  reg [5:0] head;
  reg [6:0] count;
  wire [33:0] read_entry = {1'b0, taken_last, taken_address};
  wire [33:0] write_entry = {1'b1, beat_last, beat_address};
  wire [33:0] oldest = count != 0 ? entries[head] : takes_read ? read_entry : write_entry;
  wire [5:0] tail = head + count[5:0];
  wire is_waiting = count != 0 || takes_read || takes_write;
  wire is_free;
  wire [7:0] transfer_length;
  reg [15:0] phase;
  wire pauses = pause_period != 0 && phase < pause_length;
  wire serves = is_waiting && is_free && !pauses;

  pacer bus_pace (
    .clk(clk), .reset(reset), .pace(pace), .go(serves), .ready(is_free), .length(transfer_length)
  );

  // The transfer on the bus.
  reg transfers;
  reg [7:0] transfer_left;
  reg [32:0] transfer;

  assign data_valid = transfers && transfer_left == 8'd1;
  assign data_last = transfer[32];
  assign data = content(transfer[31:0]);

  always @(posedge clk) begin
    if (reset) begin
      taken <= 0;
      head <= 0;
      count <= 0;
      phase <= 0;
      transfers <= 0;
      transfer_left <= 0;
      error <= 0;
    end else begin
      phase <= phase + 16'd1 >= pause_period ? 16'd0 : phase + 16'd1;
      if (takes_read) taken <= taken_last ? 7'd0 : taken + 7'd1;
      if (takes_read) entries[tail] <= read_entry;
      if (takes_write) entries[takes_read ? tail + 6'd1 : tail] <= write_entry;
      if (serves) head <= head + 6'd1;
      count <= count + {6'd0, takes_read} + {6'd0, takes_write} - {6'd0, serves};
      if (serves) begin
        transfers <= !oldest[33];
        transfer_left <= transfer_length;
        transfer <= oldest[32:0];
      end else if (transfer_left != 0) begin
        transfer_left <= transfer_left - 8'd1;
        if (transfer_left == 8'd1) transfers <= 0;
      end
      if (takes_write && beat_data != content(beat_address) + {{WIDTH-32{1'b0}}, added}) error <= 1;
    end
  end
endmodule
