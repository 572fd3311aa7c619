/** Sends a request to a backend; no promise where the sandbox may not reach it. */
export type ReachOut = (request: Request) => Promise<Response> | undefined;

/** Calls from API to API that may be under way at once: an API that calls itself ends here. */
export const MOST_INSIDE = 64;

/**
 * A backend that is another API of the sandbox, by its invoke URL or its custom domain name, is called
 * inside: the name would lead out to AWS, where nobody has built it. Everything else goes out.
 */
export function reachOut({
  isOurs,
  inside,
  outside,
}: {
  readonly isOurs: (request: Request) => boolean;
  readonly inside: (request: Request) => Promise<Response>;
  readonly outside: ((request: Request) => Promise<Response>) | undefined;
}): ReachOut {
  let underWay = 0;
  return (request) => {
    if (!isOurs(request)) return outside?.(request);
    if (underWay >= MOST_INSIDE)
      return Promise.reject(
        new Error(
          `${MOST_INSIDE} calls from API to API are under way, as when an API calls itself`,
        ),
      );
    underWay += 1;
    return inside(request).finally(() => (underWay -= 1));
  };
}
