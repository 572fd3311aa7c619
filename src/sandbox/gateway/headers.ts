/** The media types of an Accept header, in order, without their parameters. */
export const mediaTypes = (accept: string | null): readonly string[] =>
  (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');

const VALUE = /^[\t -~\u0080-\u00ff]*$/;
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Sets a header; a name or value that HTTP does not allow is left out. */
export function setHeader(headers: Headers, name: string, value: string): void {
  if (NAME.test(name) && VALUE.test(value)) headers.set(name, value);
}
