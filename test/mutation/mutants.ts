/** The mutants of one request: what a learner may have forgotten or mistyped in it. */

/** One change to a request's body, in words, and the body with it. */
export interface Mutant {
  /** Where and what: `Item.age: dropped`. */
  readonly change: string;
  readonly body: string;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A value with one thing changed somewhere in it. */
interface Changed<Value = Json> {
  readonly change: string;
  readonly value: Value;
}

type Leaf = null | boolean | number | string;

const isDocument = (text: string): boolean => /^\s*[[{]/.test(text) && canParse(text);

function canParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const at = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

/** A leaf made wrong: flags turned, numbers one more, texts longer. A text that is a document is changed inside. */
function leaf(value: Leaf, path: string): Changed<Leaf>[] {
  if (value === null) return [];
  if (typeof value === 'boolean') return [{ change: `${path}: ${!value}`, value: !value }];
  if (typeof value === 'number') return [{ change: `${path}: ${value + 1}`, value: value + 1 }];
  if (isDocument(value))
    return changesOf(JSON.parse(value) as Json, `${path}»`).map((inner) => ({
      change: inner.change,
      value: JSON.stringify(inner.value),
    }));
  // Numbers and flags often travel as text.
  if (/^\d+$/.test(value))
    return [{ change: `${path}: ${Number(value) + 1}`, value: `${Number(value) + 1}` }];
  if (value === 'true' || value === 'false') {
    const turned = value === 'true' ? 'false' : 'true';
    return [{ change: `${path}: ${turned}`, value: turned }];
  }
  return [{ change: `${path}: ${value.slice(0, 40)}…x`, value: `${value}x` }];
}

/** Every way to change or leave out one thing in a value. */
export function changesOf(value: Json, path = ''): Changed[] {
  if (Array.isArray(value))
    return value.flatMap((one, index) => [
      { change: `${at(path, String(index))}: dropped`, value: value.toSpliced(index, 1) },
      ...changesOf(one, at(path, String(index))).map((inner) => ({
        change: inner.change,
        value: value.with(index, inner.value),
      })),
    ]);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => {
      const rest = Object.entries(value).filter(([other]) => other !== key);
      return [
        { change: `${at(path, key)}: dropped`, value: Object.fromEntries(rest) },
        ...changesOf(one, at(path, key)).map((inner) => ({
          change: inner.change,
          value: { ...value, [key]: inner.value },
        })),
      ];
    });
  return leaf(value, path);
}

/** What names the operation in a form body, and is no setting. */
const FORM_FRAME = new Set(['Action', 'Version']);

function formMutants(body: string): Mutant[] {
  const fields = [...new URLSearchParams(body)];
  const write = (changed: readonly (readonly [string, string])[]) =>
    new URLSearchParams(changed.map(([key, value]) => [key, value])).toString();
  return fields.flatMap(([key, value], index) => {
    if (FORM_FRAME.has(key)) return [];
    return [
      { change: `${key}: dropped`, body: write(fields.toSpliced(index, 1)) },
      ...leaf(value, key).map((changed) => ({
        change: changed.change,
        body: write(fields.with(index, [key, String(changed.value)])),
      })),
    ];
  });
}

/** @param body of a request as it was sent: JSON, a form, or something else, which has no mutants */
export function mutantsOf(body: string): Mutant[] {
  if (body === '') return [];
  if (isDocument(body))
    return changesOf(JSON.parse(body) as Json).map(({ change, value }) => ({
      change,
      body: JSON.stringify(value),
    }));
  return /^[\w.%+-]+=/.test(body) ? formMutants(body) : [];
}
