import { readPath } from './variables.ts';
import { toText, type ValueMap } from './mapping/vtl/index.ts';

const VARIABLE =
  /\$(?:\{(context|stageVariables)((?:\.[\w-]+)+)\}|(context|stageVariables)((?:\.[\w-]+)+))/g;

/**
 * Replaces `$context.x.y` and `$stageVariables.x`: what gateway responses and access log formats
 * understand. They do not run Velocity.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 * @param missing stands for a variable without a value
 */
export function substitute(text: string, variables: ValueMap, missing: string): string {
  return text.replaceAll(
    VARIABLE,
    (_, wrapped?: string, wrappedPath?: string, plain?: string, plainPath?: string) => {
      const path = (wrappedPath ?? plainPath ?? '').slice(1).split('.');
      const value = readPath(variables, [wrapped ?? plain ?? '', ...path]);
      return value === undefined || value === null ? missing : toText(value);
    },
  );
}
