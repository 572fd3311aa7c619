/** What the key of a parameter mapping asks for. */
export interface ParameterAction {
  readonly action: 'append' | 'overwrite' | 'remove';
  readonly place: 'header' | 'querystring' | 'path' | 'statuscode';
  /** Of the header or query parameter; empty for the path and the status code. */
  readonly name: string;
}

const REQUEST_KEY = /^(append|overwrite|remove):(header|querystring)\.(.+)$/;
const RESPONSE_KEY = /^(append|overwrite|remove):header\.(.+)$/;

/**
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 * @returns undefined for a key that HTTP APIs do not know
 */
export function parseRequestKey(key: string): ParameterAction | undefined {
  if (key === 'overwrite:path') return { action: 'overwrite', place: 'path', name: '' };
  const [, action, place, name = ''] = REQUEST_KEY.exec(key) ?? [];
  return action === undefined || place === undefined
    ? undefined
    : {
        action: action as ParameterAction['action'],
        place: place as ParameterAction['place'],
        name,
      };
}

/** @returns undefined for a key that HTTP APIs do not know */
export function parseResponseKey(key: string): ParameterAction | undefined {
  if (key === 'overwrite:statuscode') return { action: 'overwrite', place: 'statuscode', name: '' };
  const [, action, name = ''] = RESPONSE_KEY.exec(key) ?? [];
  return action === undefined
    ? undefined
    : { action: action as ParameterAction['action'], place: 'header', name };
}

const RESERVED = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-location',
  'forwarded',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailers',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'via',
]);

/** Headers that no mapping may set or read. */
export const isReservedHeader = (name: string): boolean =>
  RESERVED.has(name.toLowerCase()) || /^(access-control-|apigw-|x-amz-|x-amzn-)/i.test(name);
