#define _XOPEN_SOURCE_EXTENDED 1
#define _DEFAULT_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"

#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static SCREEN *screen = NULL;
/* The modes of the terminal before the first call, for a crash. */
static struct termios before_terminal;
static int has_terminal = 0;

/* Motion with and without a button (xterm's mode 1003): terminfo has no capability for it. */
static void report_motion(int on) {
  const char *text = on ? "\033[?1003h" : "\033[?1003l";
  fputs(text, stdout);
  fflush(stdout);
}

static void prepare(void) {
  cbreak();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  set_escdelay(25);
  curs_set(0);
  mousemask(ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION, NULL);
  mouseinterval(0);
  report_motion(1);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
}

int ferrule_curses_open(const char *fallback) {
  if (screen != NULL) return -1;
  has_terminal = tcgetattr(STDIN_FILENO, &before_terminal) == 0;
  screen = newterm(NULL, stdout, stdin);
  if (screen == NULL && fallback != NULL) screen = newterm(fallback, stdout, stdin);
  if (screen == NULL) return -1;
  set_term(screen);
  prepare();
  return 0;
}

void ferrule_curses_close(void) {
  if (screen == NULL) return;
  report_motion(0);
  mousemask(0, NULL);
  curs_set(1);
  endwin();
  delscreen(screen);
  screen = NULL;
}

void ferrule_curses_pause(void) {
  if (screen == NULL) return;
  report_motion(0);
  def_prog_mode();
  endwin();
}

void ferrule_curses_resume(void) {
  if (screen == NULL) return;
  reset_prog_mode();
  ferrule_curses_fit();
  clearok(curscr, TRUE);
  curs_set(0);
  report_motion(1);
}

int ferrule_curses_rows(void) { return screen == NULL ? 0 : getmaxy(stdscr); }
int ferrule_curses_columns(void) { return screen == NULL ? 0 : getmaxx(stdscr); }

void ferrule_curses_fit(void) {
  struct winsize size;
  if (screen == NULL || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return;
  if (size.ws_row > 0 && size.ws_col > 0) resizeterm(size.ws_row, size.ws_col);
}

int ferrule_curses_colors(void) { return screen != NULL && has_colors() ? COLORS : 0; }

int ferrule_curses_pair(short pair, short color) { return init_pair(pair, color, -1); }

void ferrule_curses_put(
    int row, int column, const wchar_t *text, int count, short pair, int attributes) {
  attr_t shown = A_NORMAL;
  if (screen == NULL) return;
  if (attributes & FERRULE_BOLD) shown |= A_BOLD;
  if (attributes & FERRULE_DIM) shown |= A_DIM;
  if (attributes & FERRULE_REVERSE) shown |= A_REVERSE;
  if (attributes & FERRULE_UNDERLINE) shown |= A_UNDERLINE;
  attr_set(shown, pair, NULL);
  mvaddnwstr(row, column, text, count);
}

void ferrule_curses_show(void) {
  if (screen == NULL) return;
  attr_set(A_NORMAL, 0, NULL);
  refresh();
}

void ferrule_curses_forget(void) {
  if (screen != NULL) clearok(curscr, TRUE);
}

static int32_t function_key(wint_t code) {
  switch (code) {
    case KEY_UP: return FERRULE_KEY_UP;
    case KEY_DOWN: return FERRULE_KEY_DOWN;
    case KEY_LEFT: return FERRULE_KEY_LEFT;
    case KEY_RIGHT: return FERRULE_KEY_RIGHT;
    case KEY_HOME: return FERRULE_KEY_HOME;
    case KEY_END: return FERRULE_KEY_END;
    case KEY_PPAGE: return FERRULE_KEY_PAGE_UP;
    case KEY_NPAGE: return FERRULE_KEY_PAGE_DOWN;
    case KEY_BACKSPACE: return FERRULE_KEY_BACKSPACE;
    case KEY_DC: return FERRULE_KEY_DELETE;
    case KEY_ENTER: return FERRULE_KEY_ENTER;
    case KEY_BTAB: return FERRULE_KEY_BACK_TAB;
    case KEY_MOUSE: return FERRULE_KEY_MOUSE;
    case KEY_RESIZE: return FERRULE_KEY_RESIZE;
    default: return FERRULE_KEY_OTHER;
  }
}

int32_t ferrule_curses_key(void) {
  wint_t code = 0;
  if (screen == NULL) return FERRULE_KEY_NONE;
  switch (get_wch(&code)) {
    case OK: return (int32_t)code;
    case KEY_CODE_YES: return function_key(code);
    default: return FERRULE_KEY_NONE;
  }
}

int ferrule_curses_mouse(int *kind, int *column, int *row) {
  MEVENT event;
  if (screen == NULL || getmouse(&event) != OK) return -1;
  *column = event.x;
  *row = event.y;
  if (event.bstate & BUTTON4_PRESSED) *kind = FERRULE_MOUSE_WHEEL_UP;
  else if (event.bstate & BUTTON5_PRESSED) *kind = FERRULE_MOUSE_WHEEL_DOWN;
  else if (event.bstate & BUTTON1_PRESSED) *kind = FERRULE_MOUSE_PRESS;
  else if (event.bstate & BUTTON1_RELEASED) *kind = FERRULE_MOUSE_RELEASE;
  else if (event.bstate & REPORT_MOUSE_POSITION) *kind = FERRULE_MOUSE_MOVE;
  else *kind = FERRULE_MOUSE_OTHER;
  return 0;
}

/* Signals. */

static const int routed[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
enum { ROUTED = sizeof routed / sizeof routed[0], FATAL = sizeof fatal / sizeof fatal[0] };
static struct sigaction before_routed[ROUTED];
static struct sigaction before_fatal[FATAL];
static volatile sig_atomic_t target = -1;

static void route(int number) {
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(target, &byte, 1);
  (void)written;
}

/* Only async-signal-safe calls: leave the alternate screen, show the cursor, mouse off, colours
 * off, modes as they were; then die of the same signal. */
static void die(int number) {
  static const char reset[] = "\033[?1003l\033[?1002l\033[?1000l\033[?1006l\033[?1049l\033[?25h\033[0m\r\n";
  ssize_t written = write(STDOUT_FILENO, reset, sizeof reset - 1);
  (void)written;
  if (has_terminal) tcsetattr(STDIN_FILENO, TCSANOW, &before_terminal);
  signal(number, SIG_DFL);
  raise(number);
}

void ferrule_curses_watch_signals(int descriptor) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  target = descriptor;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  action.sa_handler = route;
  for (int index = 0; index < ROUTED; index++)
    sigaction(routed[index], &action, &before_routed[index]);
  action.sa_handler = die;
  action.sa_flags = SA_RESETHAND | SA_NODEFER;
  for (int index = 0; index < FATAL; index++)
    sigaction(fatal[index], &action, &before_fatal[index]);
}

void ferrule_curses_unwatch_signals(void) {
  for (int index = 0; index < ROUTED; index++)
    sigaction(routed[index], &before_routed[index], NULL);
  for (int index = 0; index < FATAL; index++)
    sigaction(fatal[index], &before_fatal[index], NULL);
  target = -1;
}

void ferrule_curses_stop_process(void) {
  struct sigaction action, before;
  sigset_t only, mask;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(SIGTSTP, &action, &before);
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &only, &mask);
  /* To this thread: another one might take it only after the handler is back. */
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
}
