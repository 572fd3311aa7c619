import { selectPath } from '../mapping/json-path.ts';
import { textOf } from '../media-types.ts';
import type { Answer } from '../context.ts';
import { toText, type Value } from '../mapping/vtl/index.ts';
import type { HttpExchange } from './context.ts';
import { contextValue } from './variables.ts';

const VARIABLE =
  /\$(?:\{((?:request|response|context|stageVariables)[^}]*)\}|((?:request|response|context|stageVariables)(?:\.[\w-]+|\[[^\]]*\])+))/g;

/** What one variable such as `request.header.name` stands for; undefined where it has no value. */
export type ReadVariable = (name: string) => string | undefined;

const asText = (value: Value): string | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : toText(value);
};

function fromJson(body: Answer['body'], path: string): string | undefined {
  if (path === '') return textOf(body);
  // Recursive descent and filters are not supported (documented).
  if (path.includes('..') || path.includes('?(')) return undefined;
  try {
    return asText(selectPath(JSON.parse(textOf(body)) as Value, `$${path}`));
  } catch {
    return undefined;
  }
}

/** Variables of a request: `$request…`, `$context…` and `$stageVariables…`. */
export function requestVariables(exchange: HttpExchange): ReadVariable {
  const { request } = exchange;
  return (name) => {
    const [, place = '', rest = ''] =
      /^request\.(header|querystring|body|path)\.?(.*)$/s.exec(name) ?? [];
    switch (place) {
      case 'header':
        return request.headers.get(rest) ?? undefined;
      case 'querystring':
        return request.query.get(rest)?.join(',');
      case 'body':
        return fromJson(request.body, rest === '' ? '' : rest.startsWith('[') ? rest : `.${rest}`);
      case 'path':
        return rest === '' ? request.path : exchange.pathParameters[rest];
      default:
        return general(exchange, name);
    }
  };
}

/** Variables of an answer: `$response…` besides those of the request. */
export function responseVariables(exchange: HttpExchange, answer: Answer): ReadVariable {
  const ofRequest = requestVariables(exchange);
  return (name) => {
    const [, place = '', rest = ''] = /^response\.(header|body)\.?(.*)$/s.exec(name) ?? [];
    if (place === 'header') return answer.headers.get(rest) ?? undefined;
    if (place === 'body')
      return fromJson(answer.body, rest === '' ? '' : rest.startsWith('[') ? rest : `.${rest}`);
    return ofRequest(name);
  };
}

function general(exchange: HttpExchange, name: string): string | undefined {
  const [root, ...path] = name.split('.');
  const key = path.join('.');
  if (root === 'stageVariables') {
    const variables = exchange.stage.StageVariables;
    return Object.hasOwn(variables, key) ? variables[key] : undefined;
  }
  return root === 'context' ? asText(contextValue(exchange, key)) : undefined;
}

/**
 * Replaces the variables of a mapping's value; anything else is static text.
 * @returns undefined for a value that is one variable without a value
 */
export function evaluate(expression: string, read: ReadVariable): string | undefined {
  const variables = [...expression.matchAll(VARIABLE)];
  const [only] = variables;
  if (only && variables.length === 1 && only[0] === expression)
    return read(only[1] ?? only[2] ?? '');
  return expression.replaceAll(
    VARIABLE,
    (_, braced?: string, plain?: string) => read(braced ?? plain ?? '') ?? '',
  );
}
