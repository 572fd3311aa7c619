import type { Routed } from '../context.ts';
import { sharedContext } from '../variables.ts';
import { inputObject } from './input.ts';
import { utilObject } from './util.ts';
import {
  emptyMap,
  toText,
  isMap,
  readKey,
  type Rendered,
  type Value,
  type ValueMap,
} from './vtl/index.ts';

/**
 * Runs a mapping template for a request.
 * @param body what `$input` reads: the client's body, or the backend's answer
 */
export function renderTemplate(exchange: Routed, template: string, body: string): Rendered {
  let input: Value;
  let stageVariables: Value;
  return exchange.services.templates.render(template, (name) => {
    switch (name) {
      case 'input':
        return (input ??= inputObject({
          body,
          path: exchange.pathParameters,
          query: exchange.request.query,
          headers: exchange.request.headers,
        }));
      case 'context':
        return sharedContext(exchange);
      case 'stageVariables':
        return (stageVariables ??= { ...exchange.stageVariables });
      case 'util':
        return utilObject;
      default:
        return undefined;
    }
  });
}

/** Empty places for `$context.requestOverride` and `responseOverride`. */
export const createOverrides = (): Routed['overrides'] => ({
  request: { header: emptyMap(), path: emptyMap(), querystring: emptyMap() },
  response: { header: emptyMap() },
});

/** What templates put into one place of an override, such as `header`. */
export function overridesIn(
  override: ValueMap,
  place: string,
): readonly (readonly [string, string])[] {
  const values = readKey(override, place);
  if (values === undefined || !isMap(values)) return [];
  return Object.entries(values).map(([name, value]) => [name, toText(value)] as const);
}
