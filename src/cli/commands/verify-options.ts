import { isRegion, type LookTarget } from '#app/verify';

/** What was typed behind `gatewise verify <lab…>`, as commander gives it. */
export interface VerifyFlags {
  readonly all?: boolean;
  readonly aws?: boolean;
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly apiId?: string;
  /** False after `--no-probes`. */
  readonly probes: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly record?: boolean;
  /** False after `--no-wait`. */
  readonly wait: boolean;
  readonly watch?: boolean;
  readonly clean?: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

export const DEFAULT_ENDPOINT = 'http://127.0.0.1:4566';

/** Where to look, as far as the flags say; whether an endpoint is our sandbox is asked later. */
export type Wanted =
  | { readonly kind: 'aws'; readonly profile?: string; readonly region?: string }
  | {
      readonly kind: 'endpoint';
      readonly endpoint: string;
      readonly isDefault: boolean;
      readonly profile?: string;
      readonly region: string;
    };

const isHttpUrl = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/**
 * @param labIds what was named
 * @param known the labs there are
 * @returns what is wrong with the command line, as a sentence, or undefined
 */
export function usageProblem(
  labIds: readonly string[],
  known: readonly string[],
  flags: VerifyFlags,
): string | undefined {
  const { all, apiId, aws, endpointUrl, json, junit, region, watch } = flags;
  const stranger = labIds.find((id) => !known.includes(id));
  if (stranger !== undefined)
    return `There is no lab "${stranger}". There are: ${known.join(', ')}.`;
  if ((labIds.length === 0) !== (all === true))
    return `Name the labs, or pass --all. There are: ${known.join(', ')}.`;
  if (apiId !== undefined && labIds.length !== 1)
    return '--api-id says which API of one lab is meant: name that lab alone.';
  if (aws && endpointUrl !== undefined)
    return 'Choose one of --aws and --endpoint-url: they name two places to look.';
  if (flags.clean && (flags.watch || flags.record || junit !== undefined || apiId !== undefined))
    return '--clean looks for what is left and judges nothing: pass it without --watch, --record, --junit and --api-id.';
  if (json && watch)
    return 'Choose one of --json and --watch: the one prints one document, the other what changes.';
  if (json && junit !== undefined) return 'Choose one of --json and --junit.';
  if (endpointUrl !== undefined && !isHttpUrl(endpointUrl)) {
    return `--endpoint-url is "${endpointUrl}", and an address such as ${DEFAULT_ENDPOINT} is wanted.`;
  }
  return region !== undefined && !isRegion(region)
    ? `--region is "${region}", and a Region such as eu-central-1 is wanted.`
    : undefined;
}

/** `--aws` or `--profile` alone means AWS; everything else is an endpoint, the local sandbox by default. */
export function wantedTarget({ aws, profile, region, endpointUrl }: VerifyFlags, env: Env): Wanted {
  const withProfile = profile === undefined ? {} : { profile };
  if (aws || (profile !== undefined && endpointUrl === undefined)) {
    return { kind: 'aws', ...withProfile, ...(region !== undefined && { region }) };
  }
  const endpoint = endpointUrl ?? (env.AWS_ENDPOINT_URL || DEFAULT_ENDPOINT);
  return {
    kind: 'endpoint',
    endpoint,
    isDefault: endpointUrl === undefined,
    region: region ?? 'us-east-1',
    ...withProfile,
  };
}

/** @param isSandbox our own sandbox answers there */
export const endpointTarget = (
  wanted: Wanted & { kind: 'endpoint' },
  labId: string,
  isSandbox: boolean,
): LookTarget => ({
  kind: isSandbox ? 'sandbox' : 'endpoint',
  endpoint: wanted.endpoint,
  region: wanted.region,
  accessKeyId: labId,
  ...(wanted.profile !== undefined && { profile: wanted.profile }),
});
