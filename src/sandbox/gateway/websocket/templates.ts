import { inputObject } from '../mapping/input.ts';
import { utilObject } from '../mapping/util.ts';
import type { Rendered, Value } from '../mapping/vtl/index.ts';
import type { SocketExchange } from './context.ts';
import { socketContext } from './variables.ts';

/**
 * Runs a mapping template for an event of a connection.
 * @param body what `$input` reads: the client's message, or the backend's answer
 */
export function renderFor(exchange: SocketExchange, template: string, body: string): Rendered {
  const { services, stage, connection } = exchange;
  let input: Value;
  return services.templates.render(template, (name) => {
    switch (name) {
      case 'input':
        return (input ??= inputObject({
          body,
          path: {},
          query: connection.request.query,
          headers: connection.request.headers,
        }));
      case 'context':
        return socketContext(exchange);
      case 'stageVariables':
        return { ...stage.StageVariables };
      case 'util':
        return utilObject;
      default:
        return undefined;
    }
  });
}
