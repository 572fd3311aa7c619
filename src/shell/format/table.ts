/** `--output table`: nested boxes. Widths and the turning of wide rows follow the real command. */
import {
  type Printable,
  type PrintableMap,
  byCodePoint,
  isList,
  isMap,
  isScalar,
  pythonText,
} from './python.ts';

interface Section {
  readonly title: string;
  readonly indent: number;
  headers: readonly string[];
  rows: (readonly string[])[];
}

const PADDING = 4;
const BORDER = 2;

/** Full-width characters take two columns. */
const widthOf = (text: string) =>
  [...text].reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        char,
      )
        ? 2
        : 1),
    0,
  );

const scalarKeys = (map: PrintableMap) =>
  Object.keys(map)
    .filter((key) => isScalar(map[key]))
    .sort(byCodePoint);
const nestedKeys = (map: PrintableMap) =>
  Object.keys(map)
    .filter((key) => !isScalar(map[key]))
    .sort(byCodePoint);
const union = (lists: readonly (readonly string[])[]) =>
  [...new Set(lists.flat())].sort(byCodePoint);
const isEmpty = (value: Printable) =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === 0 ||
  value === false ||
  (isList(value) && value.length === 0) ||
  (isMap(value) && Object.keys(value).length === 0);

function createSections() {
  const sections: Section[] = [];
  const open = (title: string, indent: number, headers: readonly string[] = []) =>
    sections.push({ title, indent, headers, rows: [] });
  const addRow = (cells: readonly Printable[]) => {
    if (sections.length === 0) open('', 0);
    sections.at(-1)?.rows.push(cells.map(pythonText));
  };
  const addHeaders = (headers: readonly string[]) => {
    const last = sections.at(-1);
    if (last) last.headers = headers;
  };

  function addMap(map: PrintableMap, indent: number): void {
    const headers = scalarKeys(map);
    const [only] = headers;
    if (headers.length === 1 && only !== undefined) addRow([only, map[only]]);
    else if (headers.length > 1) {
      addHeaders(headers);
      addRow(headers.map((key) => map[key]));
    }
    for (const key of nestedKeys(map)) add(key, map[key], indent + 1);
  }

  function addMaps(maps: readonly PrintableMap[], indent: number, title: string): void {
    const headers = union(maps.map(scalarKeys));
    const nested = union(maps.map(nestedKeys));
    addHeaders(headers);
    maps.forEach((map, index) => {
      if (index > 0 && nested.length > 0) open(title, indent, headers);
      addRow(headers.map((key) => map[key] ?? (Object.hasOwn(map, key) ? null : '')));
      for (const key of nested) if (Object.hasOwn(map, key)) add(key, map[key], indent + 1);
    });
  }

  function addItems(items: readonly Printable[]): void {
    for (const item of items) {
      if (isScalar(item)) addRow([item]);
      else if (isList(item) && item.every(isScalar)) addRow(item);
      else add(undefined, item, 0);
    }
  }

  function add(title: string | undefined, value: Printable, indent: number): void {
    if (isEmpty(value)) return;
    if (title !== undefined) open(title, indent);
    if (isMap(value)) addMap(value, indent);
    else if (isList(value)) {
      if (isMap(value[0])) addMaps(value.filter(isMap), indent, title ?? '');
      else addItems(value);
    }
  }
  return { sections, add };
}

const columnWidths = ({ headers, rows }: Section) => {
  const all = [...(headers.length > 0 ? [headers] : []), ...rows];
  const count = Math.max(0, ...all.map((row) => row.length));
  return Array.from({ length: count }, (_, column) =>
    Math.max(...all.map((row) => widthOf(row[column] ?? ''))),
  );
};

function totalWidth(section: Section): number {
  const columns = columnWidths(section).reduce((sum, width) => sum + width + PADDING, 0);
  const frame = BORDER + 2 * section.indent;
  return Math.max(widthOf(section.title) + frame, columns + frame);
}

/** Spreads `width` over the columns by their need, giving or taking single characters to fit. */
function scaledWidths(section: Section, width: number): number[] {
  const wanted = columnWidths(section).map((one) => one + PADDING);
  const factor = width / wanted.reduce((sum, one) => sum + one, 0);
  const scaled = wanted.map((one) => roundHalfEven(factor * one));
  let off = scaled.reduce((sum, one) => sum + one, 0) - width;
  while (off !== 0) {
    const step = off > 0 ? -1 : 1;
    const order = [...scaled.keys()];
    for (const index of step < 0 ? order : order.reverse()) {
      scaled[index] = (scaled[index] ?? 0) + step;
      off += step;
      if (off === 0) break;
    }
  }
  return scaled;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

const rule = (widths: readonly number[]) =>
  widths
    .map((width, index) =>
      index === 0 ? `+${'-'.repeat(width - 2)}+` : `${'-'.repeat(width - 1)}+`,
    )
    .join('');

function center(text: string, width: number, left: string): string {
  const size = widthOf(text);
  const before = Math.max(0, Math.floor(width / 2) - Math.floor(size / 2) - 1);
  const after = Math.max(0, width - 1 - left.length - before - size);
  return `${left}${' '.repeat(before)}${text}${' '.repeat(after)}|`;
}

function alignLeft(text: string, width: number, left: string): string {
  const size = widthOf(text);
  const padding = width - (size + 2 + left.length + 1) >= 0 ? 2 : 0;
  const after = Math.max(0, width - left.length - padding - size - 1);
  return `${left}${' '.repeat(padding)}${text}${' '.repeat(after)}|`;
}

function renderSection(section: Section, fullWidth: number): string[] {
  const { title, headers, rows, indent } = section;
  const width = fullWidth - 2 * indent;
  const lines: string[] = [];
  if (title) {
    lines.push(center(title, width, '|'));
    if (headers.length === 0 && rows.length === 0) lines.push(`+${'-'.repeat(width - 2)}+`);
  }
  const widths = headers.length > 0 || rows.length > 0 ? scaledWidths(section, width) : [];
  if (headers.length > 0) {
    lines.push(rule(widths));
    lines.push(
      headers
        .map((text, index) => center(text, widths[index] ?? 0, index === 0 ? '|' : ''))
        .join(''),
    );
  }
  if (rows.length > 0 && widths.length > 0) {
    const cells = (row: readonly string[]) =>
      row
        .map((text, index) => alignLeft(text, widths[index] ?? 0, index === 0 ? '|' : ''))
        .join('');
    lines.push(rule(widths), ...rows.map(cells), rule(widths));
  }
  const edge = '|'.repeat(indent);
  return lines.map((line) => `${edge}${line}${edge}`);
}

/** Turns a one-row section round: a line per column. */
function turn(section: Section): Section {
  const [row] = section.rows;
  if (section.rows.length !== 1 || !row || section.headers.length === 0) return section;
  const rows = section.headers.map((header, index) => [header, row[index] ?? '']);
  return { ...section, headers: [], rows };
}

/**
 * @param title the operation's name
 * @param maxWidth columns of the screen; wider one-row boxes are turned round
 */
export function formatTable(title: string, value: Printable, maxWidth: number): string {
  const { sections, add } = createSections();
  add(title, value, 0);
  if (sections.length === 0) return '';
  const widest = (list: readonly Section[]) => Math.max(...list.map(totalWidth));
  const fitting = widest(sections) > maxWidth ? sections.map(turn) : sections;
  const width = widest(fitting);
  return `${['-'.repeat(width), ...fitting.flatMap((one) => renderSection(one, width))].join('\n')}\n`;
}
