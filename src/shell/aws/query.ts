import { type JSONValue, compile, search } from '@jmespath-community/jmespath';
import { AwsCliError, EXIT } from './errors.ts';

/** Picks from an answer. */
export type Query = (data: unknown) => unknown;

function refuse(expression: string, cause: unknown): AwsCliError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AwsCliError(
    EXIT.usage,
    `\nBad value for --query ${expression}: Invalid jmespath expression: ${reason}\n`,
    { cause },
  );
}

/**
 * @returns what `--query` asks for
 * @throws AwsCliError 252 when the expression is not JMESPath, before any call is made
 */
export function compileQuery(expression: string | undefined): Query {
  if (expression === undefined) return (data) => data;
  // `name` in backticks without inner quotes is a string for the AWS CLI.
  const options = { enable_legacy_literals: true };
  try {
    compile(expression, options);
  } catch (cause) {
    throw refuse(expression, cause);
  }
  return (data) => {
    try {
      // Answers are parsed JSON or XML by now; bytes went to the outfile.
      return search(data as JSONValue, expression, options);
    } catch (cause) {
      throw refuse(expression, cause);
    }
  };
}
