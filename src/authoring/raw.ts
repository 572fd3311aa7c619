import type { Path } from './source.ts';

/** Reading YAML that may be anything: rules go on where a schema has to stop. */

/** The value at `path`; undefined when there is none. */
export function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = new Map<unknown, unknown>(Object.entries(value)).get(String(step));
  }
  return value;
}

/** The text at `path`; undefined when there is none or it is not text. */
export function textAt(raw: unknown, path: Path): string | undefined {
  const value = valueAt(raw, path);
  return typeof value === 'string' ? value : undefined;
}

/** The members of the list at `path`; empty when there is none. */
export function listAt(raw: unknown, path: Path): readonly unknown[] {
  const value = valueAt(raw, path);
  return Array.isArray(value) ? value : [];
}

/** The texts of the list at `path`, each with its own path. */
export const textsAt = (raw: unknown, path: Path) =>
  listAt(raw, path).flatMap((value, index) =>
    typeof value === 'string' ? [{ text: value, path: [...path, index] as Path }] : [],
  );

/** An option as it stands in a file, valid or not. */
export interface RawOption {
  readonly path: Path;
  readonly id: string | undefined;
  readonly text: string | undefined;
  readonly isKey: boolean;
  /** Whether it is a key in some variants only. */
  readonly isConditional: boolean;
  readonly rationale: string | undefined;
  readonly misconception: string | undefined;
}

/** An item as it stands in a file, valid or not. */
export interface RawItem {
  readonly path: Path;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly leadIn: string | undefined;
  readonly choose: unknown;
  readonly options: readonly RawOption[];
}

/** The items of a scenario's frontmatter. */
export const itemsIn = (raw: unknown): RawItem[] =>
  listAt(raw, ['items']).map((_, index) => {
    const path: Path = ['items', index];
    return {
      path,
      id: textAt(raw, [...path, 'id']),
      type: textAt(raw, [...path, 'type']),
      leadIn: textAt(raw, [...path, 'leadIn']),
      choose: valueAt(raw, [...path, 'choose']),
      options: listAt(raw, [...path, 'options']).map((__, option) =>
        optionIn(raw, [...path, 'options', option]),
      ),
    };
  });

const optionIn = (raw: unknown, path: Path): RawOption => ({
  path,
  id: textAt(raw, [...path, 'id']),
  text: textAt(raw, [...path, 'text']),
  isKey: valueAt(raw, [...path, 'correct']) === true,
  isConditional: valueAt(raw, [...path, 'correctWhen']) !== undefined,
  rationale: textAt(raw, [...path, 'rationale']),
  misconception: textAt(raw, [...path, 'misconception']),
});
