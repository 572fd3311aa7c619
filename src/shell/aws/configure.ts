import { type CommandResult, failWith, succeed } from '../command.ts';
import { EXIT } from './errors.ts';

type Env = ReadonlyMap<string, string>;

const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  region: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  output: ['AWS_DEFAULT_OUTPUT'],
  aws_access_key_id: ['AWS_ACCESS_KEY_ID'],
  aws_secret_access_key: ['AWS_SECRET_ACCESS_KEY'],
  aws_session_token: ['AWS_SESSION_TOKEN'],
};

const lookUp = (env: Env, setting: string) =>
  SETTINGS[setting]
    ?.map((variable) => ({ variable, value: env.get(variable) }))
    .find(({ value }) => value !== undefined && value !== '');

const mask = (secret: string) => `****************${secret.slice(-4)}`;

function list(env: Env): CommandResult {
  const row = (cells: readonly string[]) => {
    const [name = '', value = '', type = '', location = ''] = cells;
    return `${name.padStart(10)} ${value.padStart(24)} ${type.padStart(16)}    ${location}`.trimEnd();
  };
  const line = (label: string, setting: string, show: (text: string) => string) => {
    const found = lookUp(env, setting);
    return found
      ? row([label, show(found.value ?? ''), 'env', found.variable])
      : row([label, '<not set>', 'None', 'None']);
  };
  const asIs = (text: string) => text;
  const lines = [
    row(['Name', 'Value', 'Type', 'Location']),
    row(['----', '-----', '----', '--------']),
    row(['profile', '<not set>', 'None', 'None']),
    line('access_key', 'aws_access_key_id', mask),
    line('secret_key', 'aws_secret_access_key', mask),
    line('region', 'region', asIs),
  ];
  return succeed(`${lines.join('\n')}\n`);
}

/** `aws configure list|get`: this terminal is configured by environment variables alone. */
export function runConfigure(args: readonly string[], env: Env): CommandResult {
  const [subcommand, setting] = args;
  if (subcommand === 'list') return list(env);
  if (subcommand === 'get' && setting !== undefined) {
    const found = lookUp(env, setting.split('.').at(-1) ?? setting);
    return found ? succeed(`${found.value}\n`) : failWith(1, '');
  }
  return failWith(
    EXIT.usage,
    '\nThis terminal is configured by environment variables: aws configure list shows them, ' +
      'aws configure get region reads one, export AWS_DEFAULT_REGION=eu-west-1 changes one.\n',
  );
}
