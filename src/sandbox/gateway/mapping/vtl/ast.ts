/** A template's tree. */
export type Statement =
  | string
  | Reference
  | { readonly type: 'set'; readonly target: Reference; readonly value: Expression }
  | { readonly type: 'if'; readonly branches: readonly Branch[] }
  | {
      readonly type: 'foreach';
      readonly variable: string;
      readonly source: Expression;
      readonly body: Body;
    }
  | {
      readonly type: 'macro';
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: Body;
    }
  | { readonly type: 'define'; readonly name: string; readonly body: Body }
  | {
      readonly type: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly source: string;
    }
  | { readonly type: 'break' | 'stop' };

export type Body = readonly Statement[];

/** One arm of an `#if`; `#else` has no test. */
export interface Branch {
  readonly test: Expression | undefined;
  readonly body: Body;
}

export interface Reference {
  readonly type: 'reference';
  readonly name: string;
  /** `$!name`: prints nothing when it has no value. */
  readonly isQuiet: boolean;
  readonly path: readonly Accessor[];
  /** As written: what is printed when it has no value. */
  readonly source: string;
}

export type Accessor =
  | { readonly type: 'property'; readonly name: string }
  | { readonly type: 'index'; readonly index: Expression }
  | { readonly type: 'method'; readonly name: string; readonly args: readonly Expression[] };

export type Expression =
  | Reference
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  /** A double-quoted string: a template of its own. */
  | { readonly type: 'text'; readonly body: Body }
  | { readonly type: 'list'; readonly members: readonly Expression[] }
  | { readonly type: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly type: 'map'; readonly pairs: readonly (readonly [Expression, Expression])[] }
  | {
      readonly type: 'operation';
      readonly operator: string;
      readonly operands: readonly Expression[];
    };
