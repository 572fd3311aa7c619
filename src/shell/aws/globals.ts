import { argumentError } from './errors.ts';

export const OUTPUT_FORMATS = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** The options that every `aws` command takes, as the learner gave them. */
export interface GlobalOptions {
  output?: OutputFormat;
  query?: string;
  region?: string;
  profile?: string;
  endpointUrl?: string;
  version?: true;
  noPaginate?: true;
  noSignRequest?: true;
}

/** Options with a value. Those that mean nothing in a sandbox are taken and ignored, so that pasted commands work. */
const VALUED = [
  '--output',
  '--query',
  '--region',
  '--profile',
  '--endpoint-url',
  '--color',
  '--ca-bundle',
  '--cli-read-timeout',
  '--cli-connect-timeout',
  '--cli-binary-format',
  '--cli-error-format',
] as const;

const FLAGS = [
  '--version',
  '--debug',
  '--no-verify-ssl',
  '--no-paginate',
  '--no-sign-request',
  '--no-cli-pager',
  '--cli-auto-prompt',
  '--no-cli-auto-prompt',
] as const;

export const GLOBAL_OPTIONS: readonly string[] = [...VALUED, ...FLAGS];

const isValued = (name: string): name is (typeof VALUED)[number] =>
  VALUED.some((one) => one === name);
const isFlag = (name: string): name is (typeof FLAGS)[number] => FLAGS.some((one) => one === name);
const isFormat = (text: string): text is OutputFormat => OUTPUT_FORMATS.some((one) => one === text);

function setValue(found: GlobalOptions, name: (typeof VALUED)[number], value: string): void {
  if (name === '--output') {
    if (!isFormat(value)) {
      throw argumentError(
        `argument --output: Invalid choice, valid choices are:\n\n${OUTPUT_FORMATS.join('\n')}`,
      );
    }
    found.output = value;
  }
  if (name === '--query') found.query = value;
  if (name === '--region') found.region = value;
  if (name === '--profile') found.profile = value;
  if (name === '--endpoint-url') found.endpointUrl = value;
}

function setFlag(found: GlobalOptions, name: (typeof FLAGS)[number]): void {
  if (name === '--version') found.version = true;
  if (name === '--no-paginate') found.noPaginate = true;
  if (name === '--no-sign-request') found.noSignRequest = true;
}

/**
 * Takes the global options out of a command line, wherever they stand.
 * @returns them, and the other words in order
 * @throws AwsCliError 252 for one without its value, or an unknown `--output`
 */
export function takeGlobalOptions(args: readonly string[]): {
  options: GlobalOptions;
  rest: string[];
} {
  const options: GlobalOptions = {};
  const rest: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    if (isFlag(name)) setFlag(options, name);
    else if (!isValued(name)) rest.push(word);
    else if (equals >= 0) setValue(options, name, word.slice(equals + 1));
    else {
      const value = args[(index += 1)];
      if (value === undefined || value.startsWith('--')) {
        throw argumentError(`argument ${name}: expected one argument`);
      }
      setValue(options, name, value);
    }
  }
  return { options, rest };
}
