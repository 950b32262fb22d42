// Lets something through every `pace` / 4096 cycles on average: at least one cycle apart, and with
// no credit from idle times but the fraction of a cycle that rounding to whole cycles costs.
module pacer (
  input wire clk,
  input wire reset,
  input wire [19:0] pace,
  input wire go,
  output wire ready,
  // Whole cycles, rounded up, from a `go` in this cycle until `pace` is over.
  output wire [7:0] length
);
  localparam signed [21:0] CYCLE = 22'sd4096;
  // Time until the next one in 1/4096 cycles; at -CYCLE it has been free for a cycle or longer.
  reg signed [21:0] wait_time;

  wire signed [21:0] kept = wait_time > -CYCLE ? wait_time : 22'sd0;
  wire signed [21:0] ends = kept + $signed({2'b00, pace});

  assign ready = wait_time <= 0;
  assign length = 8'((ends + CYCLE - 22'sd1) >>> 12);

  always @(posedge clk) begin
    if (reset) wait_time <= 0;
    else if (go) wait_time <= ends - CYCLE;
    else wait_time <= wait_time > 0 ? wait_time - CYCLE : -CYCLE;
  end
endmodule
