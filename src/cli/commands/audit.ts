import type { Command } from 'commander';
import { EXIT, type Context } from '../io.ts';

/** `gatewise audit`: what the content covers, then exit 1 when something is missing. */
export function registerAudit(program: Command, { io, exit }: Context): void {
  program
    .command('audit')
    .description(
      'Count what the content covers: the concept note row by row, facts, items by topic, level, type and exam.',
    )
    .addHelpText('after', '\nExit codes: 0 nothing is missing, 1 holes found, 64 usage.')
    .action(async () => {
      const { auditContent } = await import('#app/author');
      const { report, hasHoles } = await auditContent(io.root);
      io.stdout(report);
      if (hasHoles) exit(EXIT.failed);
    });
}
