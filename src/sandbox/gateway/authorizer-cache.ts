import type { Clock } from '#core';
import type { ValueMap } from './mapping/vtl/index.ts';

/** What a Lambda authorizer said. */
export type AuthorizerResult =
  | { readonly kind: 'simple'; readonly isAuthorized: boolean; readonly context: ValueMap }
  | {
      readonly kind: 'policy';
      readonly principalId: string | undefined;
      readonly document: unknown;
      readonly context: ValueMap;
      /** The API key that the caller is counted under, of an API that takes keys from its authorizer. */
      readonly usageIdentifierKey?: string;
    };

/** Results of Lambda authorizers, by authorizer and identity. */
export interface AuthorizerCache {
  read(key: string): AuthorizerResult | undefined;
  write(key: string, result: AuthorizerResult, ttlSeconds: number): void;
  /** Drops those whose key starts so, or all. */
  clear(keyStart?: string): void;
}

const MAX_ENTRIES = 5000;

export function createAuthorizerCache(clock: Clock): AuthorizerCache {
  const entries = new Map<string, { readonly result: AuthorizerResult; readonly until: number }>();
  return {
    read(key) {
      const entry = entries.get(key);
      if (entry && entry.until > clock.now()) return entry.result;
      entries.delete(key);
      return undefined;
    },
    write(key, result, ttlSeconds) {
      const [oldest] = entries.keys();
      if (entries.size >= MAX_ENTRIES && oldest !== undefined) entries.delete(oldest);
      entries.set(key, { result, until: clock.now() + ttlSeconds * 1000 });
    },
    clear(keyStart = '') {
      for (const key of entries.keys()) if (key.startsWith(keyStart)) entries.delete(key);
    },
  };
}
