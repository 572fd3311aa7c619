import type { Command } from 'commander';
import type { Context, Io } from '../io.ts';
import type { VerifyFlags } from './verify-options.ts';
import type { Outside } from './verify-run.ts';

const openTerminal = async (io: Io): Promise<Outside> =>
  (await import('./verify-outside.ts')).openOutside(io);

const NOTES = `
Without --aws or --profile it looks at the local sandbox: AWS_ENDPOINT_URL, else http://127.0.0.1:4566,
in the account of the key id that is the lab's name. It only reads.

Several labs are verified one after another, with one consent; the exit code is the worst of them.

On AWS a fail may be a change that AWS is still passing on: one that a call to the API found, or that
rests on IAM, EC2 or WAF. It is looked at again for up to 60 seconds before it is told, as is what is
pending. Calls to the API are repeated for these objectives alone.

--watch looks every 2 seconds (every 10 on AWS) whether what was built has changed. Ctrl-C stops it at once,
with the exit code of the last verification. On AWS each verification calls the API again.

--clean looks for what builds of the labs make, by the names that the labs give it. It does not look for
what bears a name of your own, for certificates of ACM, or for log groups. It exits 1 while something is left.

--record writes into the data of the site (DATA_DIR, as for the site), which may be running meanwhile.
What was judged in the local sandbox and what was judged on AWS stand apart there. An endpoint that is
neither cannot be recorded. On AWS a lab has passed when all passes but what only the sandbox can be asked.

Exit codes: 0 all pass, 1 something failed, 2 could not look or still pending, 64 usage.`;

/**
 * `gatewise verify <lab…>`: judges what was built.
 * @param open the outside; a test hands in its own
 */
export function registerVerify(program: Command, { io, exit }: Context, open = openTerminal): void {
  program
    .command('verify')
    .description(
      'Judge labs: read what was built, call it, say what is right, what is not and what to do next.',
    )
    .argument('[labs...]', 'the labs, for example first-api')
    .option('--all', 'judge every lab')
    .option('--aws', 'look at AWS, by the ordinary credential chain, instead of the local sandbox')
    .option('--profile <name>', 'look at AWS with this profile')
    .option('--region <region>', 'the Region that was built in')
    .option('--endpoint-url <url>', 'look at another endpoint that speaks like AWS')
    .option('--api-id <id>', "which API to look at when several bear the lab's name")
    .option('--no-probes', 'only read, and name the objectives that this leaves out')
    .option('--no-wait', 'judge at once, also what AWS may still be passing on')
    .option('--yes', 'agree to probes on AWS without being asked')
    .option('--json', 'print the result as JSON')
    .option('--junit <file>', 'also write the result as JUnit XML')
    .option('--watch', 'verify again when an answer changes, and print what came out otherwise')
    .option(
      '--clean',
      'instead, say what is left of the labs, what of it costs money, and how to remove it',
    )
    .option('--record', 'keep the verdicts in your progress, where the site shows them')
    .addHelpText('after', NOTES)
    .action(async (labIds: readonly string[], flags: VerifyFlags) => {
      const { runVerify } = await import('./verify-run.ts');
      exit(await runVerify(labIds, flags, { io, ...(await open(io)) }));
    });
}
