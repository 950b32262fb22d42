// A FIFO of `depth` words, at most 2^ADDRESS_BITS: what is written in a cycle can be read in the next, and a place that
// is freed in a cycle can be written in the next.
module stream_fifo #(
  parameter WIDTH = 512,
  parameter ADDRESS_BITS = 6
) (
  input wire clk,
  input wire reset,
  input wire [ADDRESS_BITS:0] depth,
  input wire in_valid,
  output wire in_ready,
  input wire [WIDTH-1:0] in_data,
  output wire out_valid,
  input wire out_ready,
  output wire [WIDTH-1:0] out_data
);
  reg [WIDTH-1:0] words [0:(1 << ADDRESS_BITS)-1];
  reg [ADDRESS_BITS-1:0] write_pointer;
  reg [ADDRESS_BITS-1:0] read_pointer;
  reg [ADDRESS_BITS:0] count;

  wire writes = in_valid && in_ready;
  wire reads = out_valid && out_ready;

  assign in_ready = count < depth;
  assign out_valid = count != 0;
  assign out_data = words[read_pointer];

  always @(posedge clk) begin
    if (reset) begin
      write_pointer <= 0;
      read_pointer <= 0;
      count <= 0;
    end else begin
      if (writes) begin
        words[write_pointer] <= in_data;
        write_pointer <= write_pointer + 1'b1;
      end
      if (reads) read_pointer <= read_pointer + 1'b1;
      count <= count + {{ADDRESS_BITS{1'b0}}, writes} - {{ADDRESS_BITS{1'b0}}, reads};
    end
  end
endmodule
