// Cuts `beats` beats from `base` on into bursts: at most `burst_beats` long, and none crosses a
// 4 KiB boundary (64 beats of 64 bytes).
module burst_counter (
  input wire clk,
  input wire reset,
  input wire [31:0] beats,
  input wire [31:0] base,
  input wire [6:0] burst_beats,
  input wire next,
  output wire valid,
  output wire [31:0] address,
  output wire [6:0] length
);
  reg [31:0] done;

  wire [31:0] left = beats - done;
  wire [6:0] boundary = 7'd64 - {1'b0, address[5:0]};
  wire [6:0] most = boundary < burst_beats ? boundary : burst_beats;

  assign valid = left != 0;
  assign address = base + done;
  assign length = left < {25'd0, most} ? left[6:0] : most;

  always @(posedge clk) begin
    if (reset) done <= 0;
    else if (next) done <= done + {25'd0, length};
  end
endmodule
