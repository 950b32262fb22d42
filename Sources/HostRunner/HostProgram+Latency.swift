extension HostProgram {
  /// A chain of dependent reads in random order: the time of one access.
  package static func latency() -> HostProgram {
    let name = "latency"
    return HostProgram(
      name: name,
      source: banner(name) + runtime + chase + noFill
        + table(["\"chase\", chase_run, chase_check, 0"]))
  }

  /// One cycle through all lines (Sattolo's shuffle); every working set keeps its own chain, and a
  /// run goes on where the last one ended, so that none finds in a cache what the one before read.
  private static let chase = """
    enum { LINE = 64, KEPT = 64 };
    struct chain { size_t bytes; unsigned char *memory; void **place; };
    static struct chain chains[KEPT];
    static uint64_t drawn = 88172645463325252u;
    static uint64_t draw(void) {
      drawn ^= drawn << 13, drawn ^= drawn >> 7, drawn ^= drawn << 17;
      return drawn;
    }
    static struct chain *linked(size_t bytes) {
      struct chain *c = chains;
      while (c < chains + KEPT - 1 && c->bytes && c->bytes != bytes) c++;
      if (c->bytes == bytes) return c;
      size_t lines = bytes / LINE;
      uint32_t *order = malloc(lines * sizeof *order);
      if (!order) exit(3);
      c->bytes = bytes;
      c->memory = obtain(bytes);
      for (size_t i = 0; i < lines; i++) order[i] = (uint32_t)i;
      for (size_t i = lines - 1; i > 0; i--) {
        size_t j = draw() % i;
        uint32_t o = order[i];
        order[i] = order[j], order[j] = o;
      }
      for (size_t i = 0; i < lines; i++)
        *(void **)(c->memory + (size_t)LINE * i) = c->memory + (size_t)LINE * order[i];
      c->place = (void **)c->memory;
      free(order);
      return c;
    }
    static void chase_run(struct worker *w, size_t bytes, uint64_t turns) {
      struct chain *c = linked(bytes);
      void **p = c->place;
      (void)w;
      for (uint64_t turn = 0; turn < turns; turn++) {
        p = *p, p = *p, p = *p, p = *p, p = *p, p = *p, p = *p, p = *p;
        p = *p, p = *p, p = *p, p = *p, p = *p, p = *p, p = *p, p = *p;
      }
      c->place = p;
    }
    /* After as many steps as there are lines a cycle is where it began, and not before. */
    static int chase_check(struct worker *w, size_t bytes) {
      struct chain *c = linked(bytes);
      void **p = c->place;
      (void)w;
      if (bytes > (1 << 20)) return -1;
      for (size_t i = 1; i < bytes / LINE; i++)
        if ((p = *p) == c->place) return 0;
      return *p == (void *)c->place;
    }

    """
  /// Reads in one turn of the loop.
  package static let readsPerTurn = 16
}
