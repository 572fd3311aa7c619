/** Counts the time spent on an item. */
export interface Stopwatch {
  restart(): void;
  pause(): void;
  resume(): void;
  /** To a tenth. */
  seconds(): number;
}

/** @param now milliseconds on any clock that does not jump */
export function createStopwatch(now: () => number): Stopwatch {
  let before = 0;
  let since: number | undefined = now();
  const passed = () => before + (since === undefined ? 0 : now() - since);
  return {
    restart() {
      [before, since] = [0, now()];
    },
    pause() {
      [before, since] = [passed(), undefined];
    },
    resume() {
      since ??= now();
    },
    seconds: () => Math.round(passed() / 100) / 10,
  };
}
