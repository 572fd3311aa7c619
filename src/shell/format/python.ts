/** A value to print: what an answer or a query over it can hold. */
export type Printable = unknown;

export type PrintableMap = { readonly [key: string]: Printable };

const FLOAT = Symbol('float');

/** A whole number that Python holds as a float: it prints with ".0". */
export interface PythonFloat {
  readonly [FLOAT]: number;
}

export const pythonFloat = (value: number): PythonFloat => ({ [FLOAT]: value });
export const isFloat = (value: Printable): value is PythonFloat =>
  typeof value === 'object' && value !== null && FLOAT in value;
export const floatText = (value: PythonFloat): string => `${value[FLOAT]}.0`;

export const isList = (value: Printable): value is readonly Printable[] => Array.isArray(value);
export const isMap = (value: Printable): value is PrintableMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isFloat(value);
export const isScalar = (value: Printable): boolean => !isList(value) && !isMap(value);

/** A scalar as the real command, a Python program, prints it. */
export function pythonText(value: Printable): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (isFloat(value)) return floatText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** By code point, as Python sorts. */
export const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
