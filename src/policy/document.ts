/** A policy as it is evaluated: every element a list, whatever the document wrote. */
export interface Policy {
  readonly version: '2012-10-17' | '2008-10-17';
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent in identity policies: they speak of whoever bears them. */
  readonly principals?: { readonly not: boolean; readonly list: readonly PrincipalPattern[] };
  readonly actions: { readonly not: boolean; readonly list: readonly string[] };
  /** Absent in trust policies: they speak of the role that bears them. */
  readonly resources?: { readonly not: boolean; readonly list: readonly string[] };
  readonly conditions: readonly Condition[];
}

/** `anyone` is `*`, signed or not. */
export type PrincipalPattern =
  | { readonly type: 'anyone' }
  | { readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser'; readonly value: string };

export interface Condition {
  /** Without qualifier and suffix, for example `StringEquals`. */
  readonly operator: Operator;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** As written, for example `aws:SourceIp`. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
] as const;
export type Operator = (typeof OPERATORS)[number];
