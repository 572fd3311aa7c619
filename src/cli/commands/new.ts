import { InvalidArgumentError, type Command } from 'commander';
import { EXIT, type Context } from '../io.ts';

const KINDS = ['lesson', 'scenario', 'lab'] as const;
type Kind = (typeof KINDS)[number];

function parseKind(text: string): Kind {
  const kind = KINDS.find((one) => one === text);
  if (!kind) throw new InvalidArgumentError('Write lesson, scenario or lab.');
  return kind;
}

const EXAMPLES = `
Examples:
  npx gatewise new lesson api-gateway/who-may-call/quotas --topic throttling-quotas
  npx gatewise new scenario api-gateway/partner-limits --topic throttling-quotas
  npx gatewise new lab partner-limits

Exit codes: 0 written, 1 something is there already, 64 usage.`;

/** `gatewise new lesson|scenario|lab <id>`: files that pass the check and teach by example. */
export function registerNew(program: Command, { io, exit }: Context): void {
  program
    .command('new')
    .description(
      'Start a lesson, scenario or lab: writes files that pass the check and teach by example.',
    )
    .argument('<kind>', KINDS.join(', '), parseKind)
    .argument('<id>', '<course>/<module>/<lesson>, <course>/<scenario>, or <lab>')
    .option('--topic <topic>', 'a topic of content/facts/facts.yaml', 'api-types')
    .addHelpText('after', EXAMPLES)
    .action(async (kind: Kind, id: string, { topic }: { topic: string }) => {
      const { createContent } = await import('#app/author');
      const result = await createContent(io.root, { kind, id, topic });
      if (result.kind === 'refused') {
        io.stderr(`${result.message}\n`);
        return exit(result.reason === 'exists' ? EXIT.failed : EXIT.usage);
      }
      io.stdout(result.paths.map((path) => `Wrote ${path}\n`).join(''));
      io.stdout('Replace the example text with your own, then run: npx gatewise lint\n');
    });
}
