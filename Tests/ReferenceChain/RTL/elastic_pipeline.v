// A pipeline of registers joined by ready and valid: a stage takes new data when it is empty or when
// the next stage takes what it holds, so bubbles close while the output is blocked.
//
// Data enter at stage STAGES - depth, so that `depth` registers are passed. A new iteration starts
// every `interval` cycles at the earliest, and at most ceil(depth / interval) are inside. Each stage
// adds one to the lowest word: what comes out has been through every register.
module elastic_pipeline #(
  parameter WIDTH = 512,
  parameter STAGES = 64
) (
  input wire clk,
  input wire reset,
  input wire [6:0] depth,
  input wire [6:0] interval,
  input wire in_valid,
  output wire in_ready,
  input wire [WIDTH-1:0] in_data,
  output wire out_valid,
  input wire out_ready,
  output wire [WIDTH-1:0] out_data
);
  reg [STAGES-1:0] valid;
  reg [WIDTH-1:0] data [0:STAGES-1];
  reg [STAGES-1:0] ready;
  reg [6:0] occupancy;
  reg [6:0] pause;
  integer i;

  wire [6:0] first = STAGES[6:0] - depth;
  wire [6:0] capacity = (depth + interval - 7'd1) / interval;
  wire leaves = out_valid && out_ready;
  wire starts = in_valid && in_ready;

  always @* begin
    ready[STAGES-1] = !valid[STAGES-1] || out_ready;
    for (i = STAGES - 2; i >= 0; i = i - 1) ready[i] = !valid[i] || ready[i+1];
  end

  assign in_ready = ready[first[$clog2(STAGES)-1:0]] && pause == 0 && (occupancy < capacity || leaves);
  assign out_valid = valid[STAGES-1];
  assign out_data = data[STAGES-1];

  always @(posedge clk) begin
    if (reset) begin
      valid <= 0;
      occupancy <= 0;
      pause <= 0;
    end else begin
      occupancy <= occupancy + {6'd0, starts} - {6'd0, leaves};
      if (starts) pause <= interval - 7'd1;
      else if (pause != 0) pause <= pause - 7'd1;
      for (i = 0; i < STAGES; i = i + 1)
        if (ready[i]) begin
          if (i == {25'd0, first}) begin
            valid[i] <= starts;
            if (starts) data[i] <= {in_data[WIDTH-1:32], in_data[31:0] + 32'd1};
          end else if (i > 0) begin
            valid[i] <= valid[i-1];
            if (valid[i-1]) data[i] <= {data[i-1][WIDTH-1:32], data[i-1][31:0] + 32'd1};
          end
        end
    end
  end
endmodule
