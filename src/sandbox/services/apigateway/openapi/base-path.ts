import { badRequest } from '../../../wire/errors.ts';
import { listOf, objectOf, textOf, type OpenApi } from './document.ts';

type Basepath = 'ignore' | 'prepend' | 'split';

/** Swagger's `basePath`, or the path of the first server. */
function basePathOf({ root, isSwagger }: OpenApi): string {
  if (isSwagger) return textOf(root['basePath']) ?? '';
  const [server] = listOf(root['servers']);
  const url = textOf(objectOf(server)['url']) ?? '';
  const variables = objectOf(objectOf(server)['variables']);
  const filled = url.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => textOf(objectOf(variables[name])['default']) ?? '',
  );
  return /^(?:https?:\/\/[^/]*)?(\/.*)?$/.exec(filled)?.[1] ?? '';
}

/**
 * What the document's base path puts before its paths.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
 * @throws AwsError for a mode that is none
 */
export function prefixOf(document: OpenApi, given: string | undefined): string {
  const mode = modeOf(given);
  const parts = basePathOf(document)
    .split('/')
    .filter((part) => part !== '');
  if (mode === 'prepend') return parts.map((part) => `/${part}`).join('');
  return mode === 'split'
    ? parts
        .slice(1)
        .map((part) => `/${part}`)
        .join('')
    : '';
}

function modeOf(mode = 'ignore'): Basepath {
  if (mode !== 'ignore' && mode !== 'prepend' && mode !== 'split')
    throw badRequest(
      `Invalid basepath mode specified: ${mode}. Must be one of: [ignore, prepend, split]`,
    );
  return mode;
}
