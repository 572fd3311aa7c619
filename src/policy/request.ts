/** Who asks. */
export type Principal =
  /** Nobody signed the request. */
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'aws';
      readonly account: string;
      /** Of the user or of the role's session, as GetCallerIdentity tells it. */
      readonly arn: string;
      /** Of the role behind a session. */
      readonly roleArn?: string;
    }
  /** @example `{ kind: 'service', name: 'apigateway.amazonaws.com' }` */
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'federated'; readonly provider: string };

/**
 * What is known of a request besides who, what and on what: condition keys in lower case.
 * An empty list says that the request has no such key. A key that is not in the map is unknown: a
 * policy that asks for it cannot be decided.
 */
export type RequestKeys = ReadonlyMap<string, readonly string[]>;

export interface AccessRequest {
  readonly principal: Principal;
  /** @example `execute-api:Invoke` */
  readonly action: string;
  /** The ARN. A policy about no resource in particular takes `*`. */
  readonly resource: string;
  readonly keys: RequestKeys;
}

/**
 * @param values by key as AWS spells it; undefined says that the request does not have the key
 * @returns the keys as policies look them up
 */
export const requestKeys = (
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): RequestKeys =>
  new Map(
    Object.entries(values).map(([key, value]) => [
      key.toLowerCase(),
      value === undefined ? [] : typeof value === 'string' ? [value] : value,
    ]),
  );

/** @returns the request with some keys set otherwise */
export const withKeys = (
  request: AccessRequest,
  values: Parameters<typeof requestKeys>[0],
): AccessRequest => ({ ...request, keys: new Map([...request.keys, ...requestKeys(values)]) });
