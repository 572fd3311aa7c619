import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import type { Pool, User } from './state.ts';
import { invalid, violates } from './texts.ts';

/** Source: docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html */
const STANDARD: ReadonlySet<string> = new Set([
  'address',
  'birthdate',
  'email',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]);

/** Source: docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AttributeType.html */
const MAX_VALUE = 2048;

const schemaError = (name: string, why: string) =>
  invalid(`Attributes did not conform to the schema: ${name}: ${why}\n`);

function demandAttribute({ schema }: Pool, name: string, value: string): void {
  if (value.length > MAX_VALUE)
    throw violates(
      `${value.slice(0, 20)}…`,
      'userAttributes.1.member.value',
      `Member must have length less than or equal to ${MAX_VALUE}`,
    );
  if (name === 'sub') throw invalid('Cannot modify the non-mutable attribute sub');
  const isKnown = STANDARD.has(name) || schema.some(({ Name }) => `custom:${Name}` === name);
  if (!isKnown) throw schemaError(name, 'Attribute does not exist in the schema.');
  if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    throw invalid('Invalid email address format.');
  if (name === 'phone_number' && !/^\+\d{4,15}$/.test(value))
    throw invalid('Invalid phone number format.');
}

/** @returns the attributes by name, checked against the pool's schema */
export function readAttributes(
  pool: Pool,
  given: readonly AttributeType[] = [],
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { Name = '', Value = '' } of given) {
    demandAttribute(pool, Name, Value);
    attributes[Name] = Value;
  }
  return attributes;
}

/** Attributes that the pool's schema wants of every user. */
export function demandRequired(
  { schema }: Pool,
  attributes: Readonly<Record<string, string>>,
): void {
  const lacks = schema.find(({ Name, Required }) => Required && attributes[Name] === undefined);
  if (lacks) throw schemaError(lacks.Name, 'The attribute is required');
}

/** As answers list them, `sub` first. */
export const listed = ({ sub, attributes }: User): AttributeType[] =>
  [...Object.entries({ ...attributes, sub }).map(([Name, Value]) => ({ Name, Value }))].sort(
    (a, b) => (a.Name === 'sub' ? -1 : b.Name === 'sub' ? 1 : 0),
  );
