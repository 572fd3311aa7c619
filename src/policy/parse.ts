import { rangeOf } from './addresses.ts';
import {
  OPERATORS,
  type Condition,
  type Operator,
  type Policy,
  type PrincipalPattern,
  type Statement,
} from './document.ts';
import { timeOf } from './times.ts';

/** What a policy is attached to decides which elements it must and must not have. */
export type PolicyUse = 'identity' | 'resource' | 'trust';

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | {
      readonly ok: false;
      /** What is wrong, as IAM words it. */
      readonly problem: string;
      /** Where in the document, for example `Statement[1].Condition.IpAddress`. */
      readonly at: string;
    };

/** Thrown and caught inside this file: a document is refused at the first problem, as AWS does. */
class Problem extends Error {
  readonly at: string;
  constructor(message: string, at: string) {
    super(message);
    this.at = at;
  }
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SYNTAX = 'Syntax errors in policy.';

/**
 * JSON as it stands in answers: plain, URL-encoded (IAM), or with its quotes escaped once more
 * (API Gateway's `policy`).
 */
function readJson(text: string): unknown {
  const attempts = [
    () => JSON.parse(text) as unknown,
    () => JSON.parse(JSON.parse(`"${text}"`) as string) as unknown,
    () => JSON.parse(decodeURIComponent(text)) as unknown,
  ];
  for (const attempt of attempts) {
    try {
      const value = attempt();
      return typeof value === 'string' ? JSON.parse(value) : value;
    } catch {
      // The next spelling may be the one.
    }
  }
  throw new Problem(SYNTAX, 'document');
}

const scalar = (value: unknown, at: string): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Problem(SYNTAX, at);
};

const texts = (value: unknown, at: string): string[] =>
  Array.isArray(value)
    ? value.map((one, index) => scalar(one, `${at}[${index}]`))
    : [scalar(value, at)];

function either<T>(
  statement: Json,
  name: string,
  at: string,
  read: (value: unknown, at: string) => readonly T[],
): { not: boolean; list: readonly T[] } | undefined {
  const [plain, not] = [statement[name], statement[`Not${name}`]];
  if (plain !== undefined && not !== undefined) throw new Problem(SYNTAX, `${at}.Not${name}`);
  if (plain !== undefined) return { not: false, list: read(plain, `${at}.${name}`) };
  return not === undefined ? undefined : { not: true, list: read(not, `${at}.Not${name}`) };
}

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
const PRINCIPAL_ARN = /^arn:aws[\w-]*:(iam|sts)::\d{12}:.+$/;

function awsPrincipal(value: string, at: string): PrincipalPattern {
  if (value === '*') return { type: 'anyone' };
  // A deleted user or role is left as its bare unique id: it matches nobody.
  if (/^\d{12}$/.test(value) || PRINCIPAL_ARN.test(value) || /^A(IDA|ROA)\w+$/.test(value))
    return { type: 'AWS', value };
  throw new Problem(`Invalid principal in policy: "AWS":"${value}"`, at);
}

function principals(value: unknown, at: string): PrincipalPattern[] {
  if (value === '*') return [{ type: 'anyone' }];
  if (!isObject(value)) throw new Problem(SYNTAX, at);
  return Object.entries(value).flatMap(([name, list]) => {
    const type = PRINCIPAL_TYPES.find((one) => one === name);
    if (!type) throw new Problem(SYNTAX, `${at}.${name}`);
    return texts(list, `${at}.${name}`).map((one) =>
      type === 'AWS' ? awsPrincipal(one, `${at}.${name}`) : { type, value: one },
    );
  });
}

const isOperator = (text: string): text is Operator =>
  (OPERATORS as readonly string[]).includes(text);

/** @returns whether the value is of the kind that the operator compares */
function fits(operator: Operator, value: string): boolean {
  // A variable may become anything.
  if (value.includes('${')) return true;
  if (operator === 'IpAddress' || operator === 'NotIpAddress') return rangeOf(value) !== undefined;
  if (operator.startsWith('Numeric')) return value.trim() !== '' && Number.isFinite(Number(value));
  if (operator.startsWith('Date')) return timeOf(value) !== undefined;
  if (operator === 'Bool' || operator === 'Null') return /^(true|false)$/i.test(value);
  return true;
}

function conditions(value: unknown, at: string): Condition[] {
  if (value === undefined) return [];
  if (!isObject(value)) throw new Problem(SYNTAX, at);
  return Object.entries(value).flatMap(([name, block]) => {
    const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name);
    const operator = match?.[2] ?? '';
    const quantifier = match?.[1] as Condition['quantifier'];
    const place = `${at}.${name}`;
    if (!isOperator(operator)) throw new Problem(`Invalid Condition type : ${name}.`, place);
    if (!isObject(block)) throw new Problem(SYNTAX, place);
    return Object.entries(block).map(([key, list]) => {
      const values = texts(list, `${place}.${key}`);
      const wrong = values.find((one) => !fits(operator, one));
      if (wrong !== undefined)
        throw new Problem(
          `The value "${wrong}" does not fit the operator ${operator}.`,
          `${place}.${key}`,
        );
      return {
        operator,
        ...(quantifier && { quantifier }),
        ifExists: match?.[3] !== undefined,
        key,
        values,
      };
    });
  });
}

const ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

const ACTION = /^(\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+)$/;

/** An ARN, everything, or what a variable may make one. */
const RESOURCE = /^(\*$|arn:|\$\{)/;

function actionsOf(value: unknown, at: string): string[] {
  const list = texts(value, at);
  if (!list.every((one) => ACTION.test(one)))
    throw new Problem(
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
      at,
    );
  return list;
}

function statementOf(raw: unknown, use: PolicyUse, at: string): Statement {
  if (!isObject(raw)) throw new Problem(SYNTAX, at);
  const stranger = Object.keys(raw).find((name) => !ELEMENTS.has(name));
  if (stranger !== undefined) throw new Problem(SYNTAX, `${at}.${stranger}`);
  const { Sid: sid, Effect: effect } = raw;
  if (effect !== 'Allow' && effect !== 'Deny') throw new Problem(SYNTAX, `${at}.Effect`);
  if (sid !== undefined && typeof sid !== 'string') throw new Problem(SYNTAX, `${at}.Sid`);
  const who = either(raw, 'Principal', at, principals);
  const actions = either(raw, 'Action', at, actionsOf);
  const resources = either(raw, 'Resource', at, texts);
  if (use === 'identity' && who)
    throw new Problem('Policy document should not specify a principal.', at);
  if (use !== 'identity' && !who) throw new Problem('Missing required field Principal', at);
  if (!actions) throw new Problem('Policy statement must contain actions.', at);
  if (use === 'trust' && resources) throw new Problem('Has prohibited field Resource', at);
  if (use !== 'trust' && !resources)
    throw new Problem('Policy statement must contain resources.', at);
  const shapeless = resources?.list.find((one) => !RESOURCE.test(one));
  if (use === 'identity' && shapeless !== undefined)
    throw new Problem(`Resource ${shapeless} must be in ARN format or "*".`, at);
  return {
    ...(sid !== undefined && { sid }),
    effect,
    ...(who && { principals: who }),
    actions,
    ...(resources && { resources }),
    conditions: conditions(raw.Condition, `${at}.Condition`),
  };
}

function documentOf(raw: unknown, use: PolicyUse): Policy {
  if (!isObject(raw)) throw new Problem(SYNTAX, 'document');
  const { Version: version = '2008-10-17', Statement: statement } = raw;
  if (version !== '2012-10-17' && version !== '2008-10-17') throw new Problem(SYNTAX, 'Version');
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  const statements = list.map((one, index) => statementOf(one, use, `Statement[${index}]`));
  if (statements.length === 0) throw new Problem(SYNTAX, 'Statement');
  const sids = statements.flatMap(({ sid }) => (sid === undefined || sid === '' ? [] : [sid]));
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (use === 'identity' && twice !== undefined)
    throw new Problem('Statement IDs (SID) in a single policy must be unique.', 'Statement');
  return { version, statements };
}

/**
 * Reads a policy document.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @param document text in any of the spellings of AWS's answers, or the object itself
 */
export function parsePolicy(document: unknown, use: PolicyUse): ParsedPolicy {
  try {
    const raw = typeof document === 'string' ? readJson(document) : document;
    return { ok: true, policy: documentOf(raw, use) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ok: false, problem: error.message, at: error.at };
  }
}
