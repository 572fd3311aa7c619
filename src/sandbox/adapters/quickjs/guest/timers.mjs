// Timers on the invocation's own time: nothing waits, time jumps to the next timer. Runs inside QuickJS.

/** @param now milliseconds since 1970, as the guest sees it */
export function createTimers(now) {
  const timers = new Map();
  let last = 0;

  class Timeout {
    constructor(id) {
      this.id = id;
    }
    ref() {
      return this;
    }
    unref() {
      return this;
    }
    hasRef() {
      return true;
    }
    [Symbol.toPrimitive]() {
      return this.id;
    }
  }

  function add(run, delay, args, repeats) {
    if (typeof run !== 'function')
      throw new TypeError('The "callback" argument must be of type function.');
    const wait = Math.max(1, Number(delay) || 1);
    last += 1;
    timers.set(last, { run, args, dueAt: now() + wait, wait, repeats });
    return new Timeout(last);
  }
  const clear = (timer) => void timers.delete(Number(timer?.id ?? timer));

  return {
    globals: {
      setTimeout: (run, delay, ...args) => add(run, delay, args, false),
      setInterval: (run, delay, ...args) => add(run, delay, args, true),
      setImmediate: (run, ...args) => add(run, 0, args, false),
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clear,
    },
    /** When the next timer is due, or undefined. */
    next() {
      let due;
      for (const { dueAt } of timers.values()) if (due === undefined || dueAt < due) due = dueAt;
      return due;
    },
    /** Runs the one that is due first. */
    fire() {
      let first;
      for (const [id, timer] of timers)
        if (first === undefined || timer.dueAt < first[1].dueAt) first = [id, timer];
      if (!first) return;
      const [id, timer] = first;
      if (timer.repeats) timers.set(id, { ...timer, dueAt: timer.dueAt + timer.wait });
      else timers.delete(id);
      timer.run(...timer.args);
    },
  };
}
