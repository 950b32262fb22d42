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
  reg [6:0] occupancy;
  reg [6:0] pause;

  wire [6:0] first = STAGES[6:0] - depth;
  wire [6:0] capacity = (depth + interval - 7'd1) / interval;
  wire leaves = out_valid && out_ready;
  wire starts = in_valid && in_ready;

  // With fewer than `depth` inside, or one that leaves, the first register is free or gets free.
  assign in_ready = pause == 0 && (occupancy < capacity || leaves);
  assign out_valid = stage[STAGES-1].valid;
  assign out_data = stage[STAGES-1].word;

  always @(posedge clk) begin
    if (reset) begin
      occupancy <= 0;
      pause <= 0;
    end else begin
      occupancy <= occupancy + {6'd0, starts} - {6'd0, leaves};
      if (starts) pause <= interval - 7'd1;
      else if (pause != 0) pause <= pause - 7'd1;
    end
  end

  genvar i;
  generate
    for (i = 0; i < STAGES; i = i + 1) begin : stage
      reg valid;
      reg [WIDTH-1:0] word;
      wire ready;
      wire previous_valid;
      wire [WIDTH-1:0] previous;

      if (i == STAGES - 1) assign ready = !valid || out_ready;
      else assign ready = !valid || stage[i+1].ready;
      if (i == 0) begin
        assign previous_valid = first == 0 && starts;
        assign previous = in_data;
      end else begin
        assign previous_valid = first == i ? starts : stage[i-1].valid;
        assign previous = first == i ? in_data : stage[i-1].word;
      end

      always @(posedge clk) begin
        if (reset) valid <= 0;
        else if (ready) valid <= previous_valid;
        if (ready && previous_valid) word <= {previous[WIDTH-1:32], previous[31:0] + 32'd1};
      end
    end
  endgenerate
endmodule
