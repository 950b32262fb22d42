extension HostProgram {
  /// What every program has: threads that stay on their processor, memory that each thread touches
  /// first, a start together, and a loop that answers requests on standard input.
  ///
  /// A request is a line `kernel threads bytes turns warm-up-turns`, bytes per thread; its answer
  /// `seconds check`, check 1 right, 0 wrong, -1 not checked. Seconds are from the first start of
  /// a thread to the last end. `timer` answers the shortest time between two readings of the clock.
  static let runtime = #"""
    #define _GNU_SOURCE
    #include <pthread.h>
    #include <sched.h>
    #include <stdatomic.h>
    #include <stdint.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/mman.h>
    #include <time.h>

    #if defined(__x86_64__)
    #include <immintrin.h>
    #define VECTOR "v"
    #define PAUSE() __builtin_ia32_pause()
    #elif defined(__aarch64__)
    #define VECTOR "w"
    #define PAUSE() __asm__ volatile("yield")
    #else
    #error "vector registers of this processor are not known"
    #endif
    /* The compiler has to have the value in a register here, and may not know it afterwards. */
    #define KEEP(x) __asm__("" : "+" VECTOR(x))
    /* The compiler has to have the value in a register here. */
    #define USE(x) __asm__ volatile("" : : VECTOR(x))
    #define TURN() __asm__ volatile("" : : : "memory")

    #ifndef REGIONS
    #define REGIONS 3
    #endif
    enum { MOST_THREADS = 4096 };

    struct worker {
      pthread_t thread;
      int index;
      int processor;
      unsigned char *region[REGIONS];
      double begin, end;
      int check;
      void *chain, *place;
      size_t chained;
    };

    struct kernel {
      const char *name;
      void (*run)(struct worker *, size_t bytes, uint64_t turns);
      int (*check)(struct worker *, size_t bytes);
      int has_memory;
    };

    extern const struct kernel kernels[];

    static struct {
      const struct kernel *kernel;
      int threads;
      size_t bytes, room;
      uint64_t turns, warm;
    } job;
    /* Where the contents of arrays lie as files. */
    static const char *folder = ".";
    static pthread_barrier_t gate;
    static atomic_int arrived[2];

    static double now(void) {
      struct timespec t;
      clock_gettime(CLOCK_MONOTONIC, &t);
      return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
    }

    static void meet(atomic_int *count, int threads) {
      atomic_fetch_add(count, 1);
      for (int spins = 0; atomic_load(count) < threads; spins++) {
        if (spins < 4096) PAUSE();
        else sched_yield();
      }
    }

    static unsigned char *obtain(size_t bytes) {
      const size_t page = (size_t)2 << 20;
      size_t all = (bytes + 2 * page - 1) / page * page;
      unsigned char *p = mmap(NULL, all + page, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (p == MAP_FAILED) {
        fprintf(stderr, "no memory: %zu bytes\n", all);
        exit(3);
      }
      p = (unsigned char *)(((uintptr_t)p + page - 1) / page * page);
      madvise(p, all, MADV_HUGEPAGE);
      return p;
    }

    static void fill(struct worker *w);

    /* The first to write to a page decides on which memory node it is. */
    static void touch(struct worker *w) {
      if (w->region[0] || !job.kernel->has_memory) return;
      for (int i = 0; i < REGIONS; i++) {
        size_t skew = (size_t)i * 1088;
        w->region[i] = obtain(job.room + skew + 4096) + skew;
      }
      fill(w);
    }

    static void *work(void *argument) {
      struct worker *w = argument;
      cpu_set_t own;
      CPU_ZERO(&own);
      CPU_SET((size_t)w->processor, &own);
      pthread_setaffinity_np(pthread_self(), sizeof own, &own);
      for (;;) {
        pthread_barrier_wait(&gate);
        if (!job.kernel) return NULL;
        if (w->index < job.threads) {
          touch(w);
          if (job.warm) job.kernel->run(w, job.bytes, job.warm);
          meet(&arrived[0], job.threads);
          w->begin = now();
          job.kernel->run(w, job.bytes, job.turns);
          w->end = now();
          meet(&arrived[1], job.threads);
          w->check = job.kernel->check ? job.kernel->check(w, job.bytes) : -1;
        }
        pthread_barrier_wait(&gate);
      }
    }

    static double timer(void) {
      double shortest = 1;
      for (int i = 0; i < 10000; i++) {
        double begin = now(), end = now();
        if (end > begin && end - begin < shortest) shortest = end - begin;
      }
      return shortest;
    }

    static const struct kernel *named(const char *name) {
      for (const struct kernel *k = kernels; k->name; k++)
        if (!strcmp(k->name, name)) return k;
      return NULL;
    }

    /* Usage: program processor,processor,... bytes-of-room-per-thread [folder] */
    int main(int argc, char **argv) {
      static struct worker workers[MOST_THREADS];
      int threads = 0;
      if (argc < 3) return 2;
      for (char *p = strtok(argv[1], ","); p && threads < MOST_THREADS; p = strtok(NULL, ",")) {
        workers[threads].index = threads;
        workers[threads++].processor = atoi(p);
      }
      job.room = (size_t)strtoull(argv[2], NULL, 10);
      if (argc > 3) folder = argv[3];
      pthread_barrier_init(&gate, NULL, (unsigned)threads + 1);
      for (int i = 0; i < threads; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i])) return 3;
      char line[512], name[128];
      while (fgets(line, sizeof line, stdin)) {
        unsigned long long bytes, turns, warm;
        if (!strcmp(line, "timer\n")) {
          printf("%.12e -1\n", timer());
          fflush(stdout);
          continue;
        }
        if (sscanf(line, "%127s %d %llu %llu %llu", name, &job.threads, &bytes, &turns, &warm) != 5
            || !(job.kernel = named(name)) || job.threads < 1 || job.threads > threads)
          return 2;
        job.bytes = (size_t)bytes;
        job.turns = turns;
        job.warm = warm;
        atomic_store(&arrived[0], 0);
        atomic_store(&arrived[1], 0);
        pthread_barrier_wait(&gate);
        pthread_barrier_wait(&gate);
        double begin = workers[0].begin, end = workers[0].end;
        int check = 1;
        for (int i = 0; i < job.threads; i++) {
          if (workers[i].begin < begin) begin = workers[i].begin;
          if (workers[i].end > end) end = workers[i].end;
          if (workers[i].check < check) check = workers[i].check;
          if (workers[i].check == 0) check = 0;
        }
        printf("%.12e %d\n", end - begin, check);
        fflush(stdout);
      }
      job.kernel = NULL;
      pthread_barrier_wait(&gate);
      for (int i = 0; i < threads; i++) pthread_join(workers[i].thread, NULL);
      return 0;
    }

    """#
}
