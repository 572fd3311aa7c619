import { base64Decode } from '../base64.ts';

function readPart(part: string | undefined): Record<string, unknown> | undefined {
  const bytes = base64Decode((part ?? '').replaceAll('-', '+').replaceAll('_', '/'));
  if (!bytes) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a text has the form of a signed JSON Web Token (RFC 7519). Says nothing about its signature. */
export function looksLikeToken(token: string): boolean {
  const parts = token.split('.');
  return parts.length === 3 && readPart(parts[0]) !== undefined && readPart(parts[1]) !== undefined;
}

/** The `exp` claim: seconds since 1970. */
export function tokenExpiry(token: string): number | undefined {
  const expiry = readPart(token.split('.')[1])?.['exp'];
  return typeof expiry === 'number' ? expiry : undefined;
}
