// Up to three burst buffers in a row, each of which passes on a beat per cycle.
module burst_buffers #(
  parameter WIDTH = 545
) (
  input wire clk,
  input wire reset,
  input wire [2:0] used,  // 0 to 3
  input wire in_valid,
  input wire [WIDTH-1:0] in_data,
  output wire out_valid,
  output wire [WIDTH-1:0] out_data
);
  wire valid_0, valid_1, valid_2;
  wire [WIDTH-1:0] data_0, data_1, data_2;

  burst_buffer #(.WIDTH(WIDTH)) first (
    .clk(clk), .reset(reset), .in_valid(in_valid), .in_data(in_data),
    .out_valid(valid_0), .out_ready(1'b1), .out_data(data_0)
  );

  burst_buffer #(.WIDTH(WIDTH)) second (
    .clk(clk), .reset(reset), .in_valid(valid_0), .in_data(data_0),
    .out_valid(valid_1), .out_ready(1'b1), .out_data(data_1)
  );

  burst_buffer #(.WIDTH(WIDTH)) third (
    .clk(clk), .reset(reset), .in_valid(valid_1), .in_data(data_1),
    .out_valid(valid_2), .out_ready(1'b1), .out_data(data_2)
  );

  assign {out_valid, out_data} =
    used == 0 ? {in_valid, in_data}
    : used == 1 ? {valid_0, data_0}
    : used == 2 ? {valid_1, data_1}
    : {valid_2, data_2};
endmodule
