import type { Operation } from '#sandbox/operations';
import { AwsCliError, EXIT } from './errors.ts';
import type { ValueMap } from './value.ts';

const OPERATIONS = new Set([
  'ec2 AuthorizeSecurityGroupEgress',
  'ec2 AuthorizeSecurityGroupIngress',
  'ec2 RevokeSecurityGroupEgress',
  'ec2 RevokeSecurityGroupIngress',
]);

/** Whether the command takes one rule of a security group in short options. */
export const takesShortRule = ({ service, name }: Operation): boolean =>
  OPERATIONS.has(`${service} ${name}`);

const refused = (reason: string) => new AwsCliError(EXIT.usage, `\n${reason}\n`);

/** The short options of one rule. */
export const SHORT_RULE = ['--protocol', '--port', '--cidr', '--source-group', '--group-owner'];

function protocolOf(text: string): string {
  const isNumber = /^(-1|\d{1,3})$/.test(text) && Number(text) <= 255;
  if (text === 'all') return '-1';
  if (isNumber || text === 'tcp' || text === 'udp' || text === 'icmp') return text;
  throw refused(
    'protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.',
  );
}

function portsOf(text: string): ValueMap {
  if (text === '-1' || text === 'all') return { FromPort: -1, ToPort: -1 };
  const [, from, to = from] = /^(\d+)(?:-(-?\d+))?$/.exec(text) ?? [];
  if (from === undefined)
    throw refused('port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)');
  return { FromPort: Number(from), ToPort: Number(to) };
}

const orNothing = (text: string | undefined, read: (text: string) => ValueMap): ValueMap =>
  text === undefined ? {} : read(text);

/**
 * Reads the short options into `IpPermissions`, which may then not be given itself.
 * Source: docs.aws.amazon.com/cli/latest/reference/ec2/authorize-security-group-ingress.html
 * @param wordOf what was given for an option
 */
export function shortRule(
  wordOf: (option: string) => string | undefined,
  { IpPermissions }: ValueMap,
): ValueMap {
  const given = SHORT_RULE.find((option) => wordOf(option) !== undefined);
  if (given === undefined) return {};
  if (IpPermissions !== undefined)
    throw refused(`The ${given} option is not compatible with the --ip-permissions option `);
  const pair = {
    ...orNothing(wordOf('--source-group'), (text) =>
      text.startsWith('sg-') ? { GroupId: text } : { GroupName: text },
    ),
    ...orNothing(wordOf('--group-owner'), (UserId) => ({ UserId })),
  };
  const rule = {
    ...orNothing(wordOf('--protocol'), (text) => ({ IpProtocol: protocolOf(text) })),
    ...orNothing(wordOf('--port'), portsOf),
    ...orNothing(wordOf('--cidr'), (CidrIp) => ({ IpRanges: [{ CidrIp }] })),
    ...(Object.keys(pair).length > 0 && { UserIdGroupPairs: [pair] }),
  };
  return { IpPermissions: [rule] };
}
