import { invalid } from '../texts.ts';

/** The parameter an expression came in; errors name it. */
export type ExpressionName =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

export interface Token {
  readonly text: string;
  /** Where it begins in the expression. */
  readonly at: number;
}

/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_BYTES = 4096;
const TOKEN = /\s*(<=|>=|<>|[=<>(),.[\]+-]|[#:]?[A-Za-z0-9_]+)/y;

export const END = '<EOF>';

/** @returns the expression's words and signs, an end token last; throws ValidationException */
export function tokenize(name: ExpressionName, expression: string): readonly Token[] {
  if (expression.trim() === '') throw invalid(`Invalid ${name}: The expression can not be empty;`);
  if (expression.length > MAX_BYTES)
    throw invalid(
      `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${expression.length}`,
    );
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    TOKEN.lastIndex = at;
    const [whole, text] = TOKEN.exec(expression) ?? [];
    if (whole === undefined || text === undefined) {
      const rest = expression.slice(at).trim();
      if (rest === '') break;
      const near = `${tokens.at(-1)?.text ?? ''}${expression.slice(at)}`.trim().slice(0, 20);
      throw invalid(`Invalid ${name}: Syntax error; token: "${rest.charAt(0)}", near: "${near}"`);
    }
    tokens.push({ text, at: at + whole.length - text.length });
    at += whole.length;
  }
  return [...tokens, { text: END, at: expression.length }];
}
