/** True, false, or not to be known because the request's context says nothing about a key. */
export type Truth = boolean | UnknownKey;

export interface UnknownKey {
  /** As the policy writes it. */
  readonly unknownKey: string;
}

export const isUnknown = (truth: Truth): truth is UnknownKey => typeof truth === 'object';

/** False if one is false, even if others are unknown. */
export function every<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let result: Truth = true;
  for (const item of items) {
    const one = test(item);
    if (one === false) return false;
    if (isUnknown(one)) result = one;
  }
  return result;
}

/** True if one is true, even if others are unknown. */
export function some<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let result: Truth = false;
  for (const item of items) {
    const one = test(item);
    if (one === true) return true;
    if (isUnknown(one)) result = one;
  }
  return result;
}

export const not = (truth: Truth): Truth => (isUnknown(truth) ? truth : !truth);
