import { invalid } from '../texts.ts';
import type { AttributeValue } from '../values.ts';
import type { Path } from './ast.ts';
import type { Bindings } from './bindings.ts';
import { isReserved } from './reserved-words.ts';
import { END, tokenize, type ExpressionName } from './tokens.ts';

/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_OPERATORS = 300;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads an expression token by token: what conditions, updates and projections have in common. */
export interface Parser {
  /** Without taking it. */
  peek(ahead?: number): string;
  take(): string;
  /** Takes the token if it is that one; words in any case of letters. */
  takes(wanted: string): boolean;
  demand(wanted: string): void;
  path(): Path;
  /** What a `:value` stands for. */
  value(): AttributeValue;
  /** Counts an operator; throws when there are too many, which also bounds the depth. */
  countOperator(): void;
  /** Refuses the next token. */
  syntaxError(): never;
  /** @returns the items that commas separate */
  list<T>(one: () => T): T[];
  /** Refuses anything that is left. */
  demandEnd(): void;
  readonly name: ExpressionName;
}

export function createParser(name: ExpressionName, expression: string, bindings: Bindings): Parser {
  const tokens = tokenize(name, expression);
  let at = 0;
  let operators = 0;
  const peek = (ahead = 0) => tokens[at + ahead]?.text ?? END;

  function syntaxError(): never {
    const [before, here, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
    const end = after ?? here;
    const near = expression.slice(
      (before ?? here)?.at ?? 0,
      end === undefined || end.text === END ? expression.length : end.at + end.text.length,
    );
    throw invalid(`Invalid ${name}: Syntax error; token: "${peek()}", near: "${near.trim()}"`);
  }

  const take = () => {
    const token = peek();
    at += 1;
    return token;
  };
  const takes = (wanted: string) => {
    if (peek().toUpperCase() !== wanted.toUpperCase()) return false;
    at += 1;
    return true;
  };
  const demand = (wanted: string) => {
    if (!takes(wanted)) syntaxError();
  };

  function nameOf(): string {
    if (peek().startsWith('#')) return bindings.name(take(), name);
    if (!NAME.test(peek())) syntaxError();
    if (isReserved(peek()))
      throw invalid(
        `Invalid ${name}: Attribute name is a reserved keyword; reserved keyword: ${peek()}`,
      );
    return take();
  }

  function path(): Path {
    const steps: (string | number)[] = [];
    const first = nameOf();
    for (;;) {
      if (takes('.')) steps.push(nameOf());
      else if (takes('[')) {
        if (!/^\d{1,9}$/.test(peek())) syntaxError();
        steps.push(Number(take()));
        demand(']');
      } else return [first, ...steps];
    }
  }

  return {
    name,
    peek,
    take,
    takes,
    demand,
    path,
    syntaxError,
    value() {
      if (!peek().startsWith(':')) syntaxError();
      return bindings.value(take(), name);
    },
    countOperator() {
      operators += 1;
      if (operators > MAX_OPERATORS)
        throw invalid(
          `Invalid ${name}: The expression contains too many operators; operator count: ${operators}`,
        );
    },
    list(one) {
      const items = [one()];
      while (takes(',')) items.push(one());
      return items;
    },
    demandEnd() {
      if (peek() !== END) syntaxError();
    },
  };
}
