/**
 * An integration's URI with its stage variables and path parameters filled in. A `{name}` that nothing was
 * mapped to stays as it is.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
 */
export function fillUri(
  uri: string,
  path: ReadonlyMap<string, string>,
  stageVariables: Readonly<Record<string, string>>,
): string {
  return uri
    .replaceAll(/\$\{stageVariables\.([\w-]+)\}/g, (_, name: string) =>
      Object.hasOwn(stageVariables, name) ? (stageVariables[name] ?? '') : '',
    )
    .replaceAll(/\{([\w.-]+)(\+?)\}/g, (placeholder, name: string, greedy: string) => {
      const value = path.get(name);
      if (value === undefined) return placeholder;
      return greedy === '' && !value.includes('/')
        ? encodeURIComponent(value.toWellFormed())
        : value
            .split('/')
            .map((part) => encodeURIComponent(part.toWellFormed()))
            .join('/');
    });
}

/** The URI with the query parameters of the integration request. */
export function withQuery(uri: string, query: ReadonlyMap<string, readonly string[]>): string {
  const pairs = new URLSearchParams();
  for (const [name, values] of query) for (const value of values) pairs.append(name, value);
  const text = pairs.toString();
  return text === '' ? uri : `${uri}${uri.includes('?') ? '&' : '?'}${text}`;
}
