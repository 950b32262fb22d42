// load -> FIFO -> pipeline -> FIFO -> store, reading from and writing to one memory: the chain that
// the dataflow model is compared with, clock by clock. All parameters are inputs, so that one build
// serves every set of them.
module chain #(
  parameter WIDTH = 512
) (
  input wire clk,
  input wire reset,
  input wire [31:0] beats,
  input wire [31:0] base,
  input wire [6:0] burst_beats,       // 1 to 64
  input wire [4:0] outstanding,       // 1 to 16
  input wire [3:0] request_interval,  // 1 or more
  input wire [5:0] request_latency,   // 1 to 63
  input wire [5:0] return_latency,    // 1 to 63
  input wire [2:0] write_buffers,     // 1 to 4
  input wire [5:0] response_latency,  // 1 to 63
  input wire [5:0] write_gap,         // 0 to 63
  input wire [6:0] load_depth,        // 1 to 16
  input wire [6:0] load_interval,     // 1 or more, as the others
  input wire [6:0] first_fifo,        // 1 to 64
  input wire [6:0] stages,            // 1 to 64
  input wire [6:0] interval,
  input wire [6:0] second_fifo,       // 1 to 64
  input wire [6:0] store_depth,       // 1 to 16
  input wire [6:0] store_interval,
  input wire [19:0] pace,             // cycles in 1/4096, 4096 or more
  input wire [19:0] port_pace,        // cycles in 1/4096, 4096 or more
  input wire [15:0] pause_period,     // 0: none
  input wire [15:0] pause_length,     // less than the period
  input wire [6:0] queue_places,             // 1 to 64
  output wire done,
  output wire error
);
  wire request_valid, arrived_valid, data_valid, data_last, back_valid, back_last;
  wire [31:0] request_address, arrived_address;
  wire [6:0] request_length, arrived_length;
  wire [WIDTH-1:0] data, back_data;
  wire load_valid, load_ready, loaded_valid, loaded_ready, first_valid, first_ready;
  wire computed_valid, computed_ready, second_valid, second_ready, store_valid, store_ready;
  wire [WIDTH-1:0] load_data, loaded_data, first_data, computed_data, second_data, store_data;
  wire send_valid, send_last, sent_valid, sent_last, response, response_back;
  wire is_response;
  wire [31:0] send_address, sent_address;
  wire [WIDTH-1:0] send_data, sent_data;
  wire passed_valid, passed_last;
  wire [31:0] passed_address;
  wire [WIDTH-1:0] passed_data;

  read_port #(.WIDTH(WIDTH)) reader (
    .clk(clk), .reset(reset), .beats(beats), .base(base), .burst_beats(burst_beats),
    .outstanding(outstanding), .request_interval(request_interval),
    .request_valid(request_valid), .request_address(request_address),
    .request_length(request_length),
    .data_valid(back_valid), .data_last(back_last), .data(back_data),
    .out_valid(load_valid), .out_ready(load_ready), .out_data(load_data)
  );

  elastic_pipeline #(.WIDTH(WIDTH), .STAGES(16)) load (
    .clk(clk), .reset(reset), .depth(load_depth), .interval(load_interval),
    .in_valid(load_valid), .in_ready(load_ready), .in_data(load_data),
    .out_valid(loaded_valid), .out_ready(loaded_ready), .out_data(loaded_data)
  );

  stream_fifo #(.WIDTH(WIDTH)) first (
    .clk(clk), .reset(reset), .depth(first_fifo),
    .in_valid(loaded_valid), .in_ready(loaded_ready), .in_data(loaded_data),
    .out_valid(first_valid), .out_ready(first_ready), .out_data(first_data)
  );

  elastic_pipeline #(.WIDTH(WIDTH), .STAGES(64)) compute (
    .clk(clk), .reset(reset), .depth(stages), .interval(interval),
    .in_valid(first_valid), .in_ready(first_ready), .in_data(first_data),
    .out_valid(computed_valid), .out_ready(computed_ready), .out_data(computed_data)
  );

  stream_fifo #(.WIDTH(WIDTH)) second (
    .clk(clk), .reset(reset), .depth(second_fifo),
    .in_valid(computed_valid), .in_ready(computed_ready), .in_data(computed_data),
    .out_valid(second_valid), .out_ready(second_ready), .out_data(second_data)
  );

  elastic_pipeline #(.WIDTH(WIDTH), .STAGES(16)) store (
    .clk(clk), .reset(reset), .depth(store_depth), .interval(store_interval),
    .in_valid(second_valid), .in_ready(second_ready), .in_data(second_data),
    .out_valid(store_valid), .out_ready(store_ready), .out_data(store_data)
  );

  write_port #(.WIDTH(WIDTH)) writer (
    .clk(clk), .reset(reset), .beats(beats), .base(base), .burst_beats(burst_beats),
    .outstanding(outstanding), .write_gap(write_gap),
    .in_valid(store_valid), .in_ready(store_ready), .in_data(store_data),
    .send_valid(send_valid), .send_address(send_address), .send_last(send_last),
    .send_data(send_data), .response(response_back && is_response), .done(done)
  );

  // A cycle of each way is the register that it ends in: the memory's port, the reader's buffer.
  delay_line #(.WIDTH(39)) requests (
    .clk(clk), .reset(reset), .cycles(request_latency - 6'd1),
    .in_valid(request_valid), .in_data({request_length, request_address}),
    .out_valid(arrived_valid), .out_data({arrived_length, arrived_address})
  );

  // The last buffer of the way is the memory's, so it takes all cycles to get there.
  burst_buffers #(.WIDTH(WIDTH + 33)) buffers (
    .clk(clk), .reset(reset), .used(write_buffers - 3'd1),
    .in_valid(send_valid), .in_data({send_last, send_address, send_data}),
    .out_valid(passed_valid), .out_data({passed_last, passed_address, passed_data})
  );

  delay_line #(.WIDTH(WIDTH + 33)) writes (
    .clk(clk), .reset(reset), .cycles(request_latency),
    .in_valid(passed_valid), .in_data({passed_last, passed_address, passed_data}),
    .out_valid(sent_valid), .out_data({sent_last, sent_address, sent_data})
  );

  delay_line #(.WIDTH(WIDTH + 1)) returns (
    .clk(clk), .reset(reset), .cycles(return_latency - 6'd1),
    .in_valid(data_valid), .in_data({data_last, data}),
    .out_valid(back_valid), .out_data({back_last, back_data})
  );

  delay_line #(.WIDTH(1)) responses (
    .clk(clk), .reset(reset), .cycles(response_latency),
    .in_valid(response), .in_data(1'b1), .out_valid(response_back), .out_data(is_response)
  );

  flat_memory #(.WIDTH(WIDTH)) memory (
    .clk(clk), .reset(reset), .pace(pace), .port_pace(port_pace), .pause_period(pause_period),
    .pause_length(pause_length), .queue_places(queue_places),
    .added({25'd0, load_depth} + {25'd0, stages} + {25'd0, store_depth}),
    .read_valid(arrived_valid), .read_address(arrived_address), .read_length(arrived_length),
    .write_valid(sent_valid), .write_address(sent_address), .write_last(sent_last),
    .write_data(sent_data), .data_valid(data_valid), .data_last(data_last), .data(data),
    .response(response), .error(error)
  );
endmodule
