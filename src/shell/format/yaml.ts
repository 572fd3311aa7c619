import { type Printable, byCodePoint, floatText, isFloat, isList, isMap } from './python.ts';

/** Text that needs no quotes: no indicator at its start, no ": " and no " #" inside (YAML 1.1, section 9.1.3). */
const PLAIN =
  /^(?!\s)(?![-?:](?:\s|$))(?![,[\]{}#&*!|>'"%@`=])(?!<<$|\.{3}|---)(?:[^\s#:\x00-\x1f\x7f]|:(?=\S)|(?<=\S)#| (?=[^\s#]))+$/;
/** Words that YAML 1.1 would read as something else than text. */
const RESERVED = /^(?:y|n|yes|no|true|false|on|off|null|~|[-+]?\.inf|\.nan)$/i;
/** Numbers of all kinds, times of the day, dates. */
const NUMBER_LIKE =
  /^[-+]?(?:\d[\d_]*(?::[0-5]?\d)*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d+)?$|^[-+]?0[xob][\da-f_]+$|^\d{4}-\d\d?-\d\d?/i;

function formatString(text: string): string {
  if (PLAIN.test(text) && !RESERVED.test(text) && !NUMBER_LIKE.test(text)) return text;
  return /[\x00-\x1f\x7f]/.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

function formatScalar(value: Printable): string {
  if (typeof value === 'string') return formatString(value);
  if (isFloat(value)) return floatText(value);
  return JSON.stringify(value ?? null);
}

const isEmpty = (value: Printable) =>
  (isList(value) && value.length === 0) || (isMap(value) && Object.keys(value).length === 0);
const inline = (value: Printable) =>
  isEmpty(value) ? (isList(value) ? '[]' : '{}') : formatScalar(value);

function formatLines(value: Printable): string[] {
  if (isEmpty(value) || (!isList(value) && !isMap(value))) return [inline(value)];
  if (isList(value)) {
    return value.flatMap((item) =>
      formatLines(item).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
    );
  }
  return Object.keys(value)
    .sort(byCodePoint)
    .flatMap((key) => {
      const one = value[key];
      const name = formatString(key);
      if (isEmpty(one) || (!isList(one) && !isMap(one))) return [`${name}: ${inline(one)}`];
      const indent = isMap(one) ? '  ' : '';
      return [`${name}:`, ...formatLines(one).map((line) => `${indent}${line}`)];
    });
}

/** `--output yaml`: keys sorted, lists not indented, quotes only where YAML needs them. */
export const formatYaml = (value: Printable): string => {
  if (isMap(value) && Object.keys(value).length === 0) return '';
  return `${formatLines(value).join('\n')}\n`;
};
