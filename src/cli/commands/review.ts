import type { Command } from 'commander';
import { EXIT, type Context, type Io } from '../io.ts';
import type { Outside } from '../review/outside.ts';

const openTerminal = async (io: Io): Promise<Outside> =>
  (await import('../review/outside.ts')).openOutside(io);

const MOST_MINUTES = 600;
const NOTES = `
Answers go to the same data as those of the site, at once: leave with q or Ctrl-C and go on here or there.
In a pipe each line is an answer or a command, and what is printed is plain text.
DATA_DIR says where the data is, as for the site.

Exit codes: 0 practised, or nothing to ask; 64 usage.`;

/** @returns undefined for what is no whole number of minutes */
const minutesOf = (text: string): number | undefined => {
  const minutes = Number(text);
  const isFine = Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES;
  return isFine ? minutes : undefined;
};

/**
 * `gatewise review`: practice in the terminal.
 * @param open the outside; a test hands in its own
 */
export function registerReview(program: Command, { io, exit }: Context, open = openTerminal): void {
  program
    .command('review')
    .description("Practise here what the site would ask: today's items, or a topic's.")
    .option('--topic <topic>', 'ask items of one topic only, for example throttling-quotas')
    .option('--minutes <n>', "time for this session, instead of what is left of the day's plan")
    .addHelpText('after', NOTES)
    .action(async ({ topic, minutes: given }: { topic?: string; minutes?: string }) => {
      const { reviewTexts } = await import('../review/texts.ts');
      const minutes = given === undefined ? undefined : minutesOf(given);
      if (given !== undefined && minutes === undefined) {
        io.stderr(`${reviewTexts.badMinutes(given)}\n`);
        return exit(EXIT.usage);
      }
      const { review } = await import('../review/run.ts');
      const outside = await open(io);
      for (const notice of outside.notices) io.stderr(`${notice}\n`);
      const wish = {
        ...(topic !== undefined && { topic }),
        ...(minutes !== undefined && { minutes }),
      };
      try {
        const end = await review(wish, outside.deps);
        if (end.kind !== 'unknown-topic') return;
        io.stderr(`${end.message}\n`);
        exit(EXIT.usage);
      } finally {
        await outside.close();
      }
    });
}
