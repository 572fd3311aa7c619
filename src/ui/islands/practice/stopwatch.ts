/** Counts seconds while the page can be seen. */
export interface Stopwatch {
  restart(): void;
  seconds(): number;
}

/** Time in a hidden tab is not time spent on an item. Call only in the browser. */
export function createStopwatch(): Stopwatch {
  let before = 0;
  let since = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) before += performance.now() - since;
    since = performance.now();
  });
  return {
    restart() {
      before = 0;
      since = performance.now();
    },
    seconds() {
      const now = document.hidden ? 0 : performance.now() - since;
      return Math.round((before + now) / 100) / 10;
    },
  };
}
