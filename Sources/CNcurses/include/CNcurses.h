/* Fixed-signature wrappers around ncurses, for Swift: no logic beyond what a signal handler needs.
 *
 * Swift cannot import variadic functions and most of ncurses' macros, and globals such as `stdscr` are not
 * safe under its concurrency rules; so everything goes through here. One terminal, one thread.
 */
#ifndef FERRULE_CNCURSES_H
#define FERRULE_CNCURSES_H

#include <stdint.h>
#include <wchar.h>

/* What ferrule_curses_key returns beside characters. */
enum {
  FERRULE_KEY_NONE = -1,
  FERRULE_KEY_UP = 0x110000,
  FERRULE_KEY_DOWN,
  FERRULE_KEY_LEFT,
  FERRULE_KEY_RIGHT,
  FERRULE_KEY_HOME,
  FERRULE_KEY_END,
  FERRULE_KEY_PAGE_UP,
  FERRULE_KEY_PAGE_DOWN,
  FERRULE_KEY_BACKSPACE,
  FERRULE_KEY_DELETE,
  FERRULE_KEY_ENTER,
  FERRULE_KEY_BACK_TAB,
  FERRULE_KEY_MOUSE,
  FERRULE_KEY_RESIZE,
  FERRULE_KEY_OTHER
};

/* Attributes of a cell. */
enum {
  FERRULE_BOLD = 1,
  FERRULE_DIM = 2,
  FERRULE_REVERSE = 4,
  FERRULE_UNDERLINE = 8
};

/* What a mouse event was; FERRULE_MOUSE_MOVE with or without a pressed button. */
enum {
  FERRULE_MOUSE_MOVE,
  FERRULE_MOUSE_PRESS,
  FERRULE_MOUSE_RELEASE,
  FERRULE_MOUSE_WHEEL_UP,
  FERRULE_MOUSE_WHEEL_DOWN,
  FERRULE_MOUSE_OTHER
};

/* Opens the terminal on stdin and stdout: alternate screen, no echo, keys one by one, mouse.
 * `fallback` is the type that is tried when TERM is not known; 0 on success, -1 otherwise. */
int ferrule_curses_open(const char *fallback);
/* Gives the terminal back as it was. */
void ferrule_curses_close(void);
/* Leaves the alternate screen for a while; ferrule_curses_resume comes back and repaints. */
void ferrule_curses_pause(void);
void ferrule_curses_resume(void);

/* Size in cells. */
int ferrule_curses_rows(void);
int ferrule_curses_columns(void);
/* Asks the terminal for its size and takes it over. */
void ferrule_curses_fit(void);

/* How many colours the terminal shows; 0 without colour. */
int ferrule_curses_colors(void);
/* Makes pair `pair` (from 1) text in `color` on the terminal's own background. */
int ferrule_curses_pair(short pair, short color);

/* Writes text in one style from a cell on. */
void ferrule_curses_put(int row, int column, const wchar_t *text, int count, short pair, int attributes);
/* Sends what changed to the terminal. */
void ferrule_curses_show(void);
/* Forgets what the terminal shows: the next show repaints everything. */
void ferrule_curses_forget(void);

/* The next key that waits: a Unicode scalar, or a FERRULE_KEY_ value; never blocks. */
int32_t ferrule_curses_key(void);
/* The mouse event behind FERRULE_KEY_MOUSE; 0 when there is one. */
int ferrule_curses_mouse(int *kind, int *column, int *row);

/* Routes SIGINT, SIGTERM, SIGHUP, SIGTSTP and SIGWINCH as bytes to a descriptor, and restores the
 * terminal before the process dies of SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP or SIGABRT. */
void ferrule_curses_watch_signals(int descriptor);
/* Puts back what was there before ferrule_curses_watch_signals. */
void ferrule_curses_unwatch_signals(void);
/* Stops the process as Ctrl-Z does; returns when it goes on. */
void ferrule_curses_stop_process(void);

#endif
