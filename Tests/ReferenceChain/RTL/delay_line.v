// The way between port and memory: what enters in a cycle comes out `cycles` later, 0 to LENGTH.
module delay_line #(
  parameter WIDTH = 1,
  parameter LENGTH = 63
) (
  input wire clk,
  input wire reset,
  input wire [5:0] cycles,
  input wire in_valid,
  input wire [WIDTH-1:0] in_data,
  output wire out_valid,
  output wire [WIDTH-1:0] out_data
);
  reg [LENGTH-1:0] valid;
  reg [WIDTH-1:0] words [0:LENGTH];
  reg [5:0] place;

  // The words lie still in a ring; only their valid bits move.
  wire [5:0] oldest = place - cycles;

  assign out_valid = cycles == 0 ? in_valid : valid[cycles-6'd1];
  assign out_data = cycles == 0 ? in_data : words[oldest];

  always @(posedge clk) begin
    if (reset) begin
      valid <= 0;
      place <= 0;
    end else begin
      valid <= {valid[LENGTH-2:0], in_valid};
      if (in_valid) words[place] <= in_data;
      place <= place + 6'd1;
    end
  end
endmodule
