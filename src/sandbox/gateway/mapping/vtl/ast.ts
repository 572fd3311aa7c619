/** The tree velocityjs's parser gives, as far as we read it. Its own types name neither half of this. */
export type Statement = string | Reference | SetDirective | MacroCall | Simple | Block;

/** A block directive and its body. */
export type Block = readonly [BlockHead, ...Statement[]];

export type BlockHead =
  | IfHead
  | { readonly type: 'foreach'; readonly to: string; readonly from: Expression }
  | { readonly type: 'macro'; readonly id: string; readonly args?: readonly Reference[] | false }
  | { readonly type: 'define'; readonly id: string }
  | { readonly type: 'noescape' };

export interface IfHead {
  readonly type: 'if' | 'elseif';
  readonly condition: Expression;
}

export type Simple =
  | IfHead
  | { readonly type: 'else' | 'end' | 'break' }
  | { readonly type: 'comment' | 'raw'; readonly value: string };

export interface SetDirective {
  readonly type: 'set';
  readonly equal: readonly [Reference, Expression];
}

export interface MacroCall {
  readonly type: 'macro_call';
  readonly id: string;
  readonly args?: readonly Expression[] | false;
}

export interface Reference {
  readonly type: 'references';
  readonly id: string;
  /** `$`, or `$!` for a quiet reference. */
  readonly leader: string;
  readonly isWraped?: boolean;
  readonly path?: readonly Accessor[];
}

export type Accessor =
  | { readonly type: 'property'; readonly id: string }
  | { readonly type: 'index'; readonly id: Expression }
  | { readonly type: 'method'; readonly id: string; readonly args?: readonly Expression[] | false };

export type Expression =
  | Reference
  | { readonly type: 'string'; readonly value: string; readonly isEval?: boolean }
  | { readonly type: 'integer' | 'decimal'; readonly value: string | number }
  | { readonly type: 'bool'; readonly value: string | boolean }
  | { readonly type: 'array'; readonly isRange?: boolean; readonly value?: readonly (Expression | string | number)[] }
  | { readonly type: 'map'; readonly value?: Readonly<Record<string, Expression>> }
  | { readonly type: 'math'; readonly operator: string; readonly expression: readonly Expression[] };
