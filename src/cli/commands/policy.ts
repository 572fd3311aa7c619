import type { Command } from 'commander';
import { EXIT, type Context } from '../io.ts';

const NOTES = `
Give the policy to the user or role that verifies: it can read what the labs are judged by, and
change nothing. Without --region it holds for every Region.

Example: npx gatewise policy iam-auth > policy.json
         aws iam put-role-policy --role-name verifier --policy-name gatewise --policy-document file://policy.json`;

interface Flags {
  readonly all?: boolean;
  readonly clean?: boolean;
  readonly region?: string;
}

/** `gatewise policy <lab…>`: the IAM policy with exactly what verifying these labs asks for. */
export function registerPolicy(program: Command, { io, exit }: Context): void {
  program
    .command('policy')
    .description('Print the IAM policy that lets somebody verify labs on AWS and do nothing else.')
    .argument('[labs...]', 'the labs, for example first-api')
    .option('--all', 'for all labs')
    .option('--region <region>', 'for one Region alone')
    .option('--clean', 'allow verify --clean too')
    .addHelpText('after', NOTES)
    .action(async (ids: readonly string[], { all, clean, region }: Flags) => {
      const { isRegion, policyFor, composeVerifier } = await import('#app/verify');
      if (region !== undefined && !isRegion(region)) {
        io.stderr(`--region is "${region}", and a Region such as eu-central-1 is wanted.\n`);
        return exit(EXIT.usage);
      }
      const known = await composeVerifier(io.root).labs();
      const stranger = ids.find((id) => !known.includes(id));
      if (stranger !== undefined || (ids.length === 0) === (all !== true)) {
        const why =
          stranger === undefined
            ? 'Name the labs, or pass --all.'
            : `There is no lab "${stranger}".`;
        io.stderr(`${why} There are: ${known.join(', ')}.\n`);
        return exit(EXIT.usage);
      }
      const policy = await policyFor(io.root, all ? known : ids, region, clean);
      io.stdout(`${JSON.stringify(policy, null, 2)}\n`);
    });
}
