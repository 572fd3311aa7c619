/** Joins callbacks to an async iteration: what is put in comes out in order, until the end. */
export interface Channel<T> extends AsyncIterable<T> {
  put(value: T): void;
  /** Ends the iteration after what is already in; with an error, the iteration throws it. */
  close(error?: Error): void;
}

/** @returns an empty channel for one reader */
export function createChannel<T>(): Channel<T> {
  const waiting: T[] = [];
  let wake = () => {};
  let end: { readonly error?: Error } | undefined;
  return {
    put(value) {
      waiting.push(value);
      wake();
    },
    close(error) {
      end ??= error === undefined ? {} : { error };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (waiting.length > 0) yield waiting.shift() as T;
        if (end) break;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      if (end.error !== undefined) throw end.error;
    },
  };
}
