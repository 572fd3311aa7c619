import type { Integration } from '@aws-sdk/client-api-gateway';

/** What an integration of type AWS calls, and as whom. */
export interface NamedService {
  readonly region: string;
  /** As URIs spell it, such as `dynamodb` or `sqs`. */
  readonly service: string;
  /** The API action, where the URI names one. */
  readonly action?: string;
  /** Below the service's address, where the URI names a path. */
  readonly path?: string;
}

const URI = /^arn:aws[\w-]*:apigateway:([\w-]+):(?:[\w-]+\.)?([\w-]+):(action|path)\/(.*)$/s;

/** @returns the text with the stage's variables in the places that name them */
export const withStageVariables = (
  text: string,
  variables: Readonly<Record<string, string>> = {},
): string =>
  text.replaceAll(
    /\$\{stageVariables\.(\w+)\}/g,
    (whole, name: string) => variables[name] ?? whole,
  );

/**
 * Reads the service out of an integration's URI.
 * Source: https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html (uri)
 * @param variables of the stage, which may stand in the URI
 */
export function serviceOfIntegration(
  { uri = '' }: Integration,
  variables?: Readonly<Record<string, string>>,
): NamedService | undefined {
  const [, region, service, form, rest = ''] = URI.exec(withStageVariables(uri, variables)) ?? [];
  if (region === undefined || service === undefined) return undefined;
  return form === 'action'
    ? { region, service, action: rest.split('&')[0] ?? rest }
    : { region, service, path: rest };
}

/** A role that an integration names. */
export interface NamedRole {
  readonly account: string;
  readonly name: string;
}

/**
 * Reads the role that API Gateway takes on for an integration. Credentials that pass the caller's own
 * identity through (`arn:aws:iam::*:user/*`) name none.
 * @param variables of the stage, which may stand in the ARN
 */
export function roleOfIntegration(
  { credentials = '' }: Integration,
  variables?: Readonly<Record<string, string>>,
): NamedRole | undefined {
  const [, account, name] =
    /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(
      withStageVariables(credentials, variables),
    ) ?? [];
  return account === undefined || name === undefined ? undefined : { account, name };
}
