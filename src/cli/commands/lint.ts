import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { EXIT, type Context } from '../io.ts';

/** Paths as the repository spells them; undefined when one lies outside. */
function pathsIn(root: string, cwd: string, paths: readonly string[]): string[] | undefined {
  const inside = paths.map((path) => relative(root, resolve(cwd, path)).split(sep).join('/'));
  return inside.some((path) => path.startsWith('..') || isAbsolute(path)) ? undefined : inside;
}

/** `gatewise lint [paths…]`: every problem at once, then exit 1 when there is an error. */
export function registerLint(program: Command, { io, exit }: Context): void {
  program
    .command('lint')
    .description(
      'Check lessons, scenarios, labs, facts and blueprints; prints every problem at once.',
    )
    .argument('[paths...]', 'files or folders to report on; everything is read all the same')
    .addHelpText('after', '\nExit codes: 0 no errors, 1 errors found, 64 usage.')
    .action(async (paths: string[]) => {
      const wanted = pathsIn(io.root, io.cwd, paths);
      if (!wanted) {
        io.stderr(`A path lies outside ${io.root}. Name files or folders of the clone.\n`);
        return exit(EXIT.usage);
      }
      const { lintContent } = await import('#app/author');
      const result = await lintContent(io.root, wanted);
      if (result.unknown.length > 0) {
        const [first] = result.unknown;
        io.stderr(
          `No content is at "${first ?? ''}". Name a file or folder below content, quizzes or labs.\n`,
        );
        return exit(EXIT.usage);
      }
      io.stdout(result.report);
      if (result.hasErrors) exit(EXIT.failed);
    });
}
