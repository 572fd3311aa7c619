/** The parts of a URL as the client sent them: nothing decoded, dot segments kept. */
export interface RawUrl {
  readonly host: string;
  /** Starts with `/`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

/** By hand, since `new URL` is slow and its getters decode and normalise. */
export function splitUrl(url: string): RawUrl {
  const match = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url);
  const path = match?.[2] ?? '';
  return { host: match?.[1] ?? '', path: path === '' ? '/' : path, query: match?.[3] ?? '' };
}

/** Percent-decoding that leaves what is malformed as it is. */
export function decodePart(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @returns name and value pairs in the order sent, decoded; `+` is a space. */
export function parseQuery(query: string): [name: string, value: string][] {
  if (query === '') return [];
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [decodePart(name.replaceAll('+', ' ')), decodePart(value.replaceAll('+', ' '))];
    });
}

/** RFC 3986 percent-encoding, as SigV4 wants it. */
export const encodePart = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
