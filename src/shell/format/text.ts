/** `--output text`: tab-separated lines (docs: cli-usage-output-format). */
import {
  type Printable,
  type PrintableMap,
  byCodePoint,
  isList,
  isMap,
  isScalar,
  pythonText,
} from './python.ts';

const line = (cells: readonly string[]) => `${cells.join('\t')}\n`;

function formatScalars(items: readonly Printable[], label: string | undefined): string {
  if (label === undefined) return line(items.map(pythonText));
  return items.map((item) => line([label.toUpperCase(), pythonText(item)])).join('');
}

/** @param columns the scalar keys of all maps of the list it is in; its own when it stands alone */
function formatMap(
  map: PrintableMap,
  label: string | undefined,
  columns?: readonly string[],
): string {
  const keys = Object.keys(map).sort(byCodePoint);
  const scalars = columns ?? keys.filter((key) => isScalar(map[key]));
  const cells = scalars.map((key) => (Object.hasOwn(map, key) ? pythonText(map[key]) : ''));
  const nested = keys.filter((key) => !scalars.includes(key));
  const own = cells.length > 0 ? line([...(label ? [label.toUpperCase()] : []), ...cells]) : '';
  return own + nested.map((key) => format(map[key], key)).join('');
}

function formatList(items: readonly Printable[], label: string | undefined): string {
  if (items.length === 0) return '';
  if (items.some(isMap)) {
    const keys = items
      .filter(isMap)
      .flatMap((map) => Object.keys(map).filter((key) => isScalar(map[key])));
    const columns = [...new Set(keys)].sort(byCodePoint);
    return items.map((item) => format(item, label, columns)).join('');
  }
  if (!items.some(isList)) return formatScalars(items, label);
  const scalars = items.filter(isScalar);
  const lists = items.filter((item) => !isScalar(item));
  return (
    (scalars.length > 0 ? formatScalars(scalars, label) : '') +
    lists.map((item) => format(item, label)).join('')
  );
}

function format(value: Printable, label?: string, columns?: readonly string[]): string {
  if (isMap(value)) return formatMap(value, label, columns);
  if (isList(value)) return formatList(value, label);
  return `${pythonText(value)}\n`;
}

export const formatText = (value: Printable): string => format(value);
