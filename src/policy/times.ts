const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * Milliseconds since 1970 of what Date operators take: ISO 8601, or seconds since 1970.
 * @returns undefined for anything else
 */
export function timeOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!ISO.test(text)) return undefined;
  const isUtc = !text.includes('T') || /(Z|[+-]\d\d:?\d\d)$/.test(text);
  const time = Date.parse(isUtc ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}
