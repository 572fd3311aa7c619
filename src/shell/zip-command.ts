import { unzipSync, zipSync, type Zippable } from 'fflate';
import { type ShellCommand, failWith, succeed } from './command.ts';

/** As Info-ZIP's `zip` ends: nothing to do, a bad archive, a bad option. */
const EXIT = { nothingToDo: 12, badArchive: 3, badOption: 16 } as const;

/** The same files make the same archive, and so the same code hash of a function. */
const WRITTEN_AT = new Date(2026, 0, 1);

const USAGE = 'zip [-q] [-j] archive.zip file ...';

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
/** Archives hold relative paths. */
const entryName = (path: string) => path.replace(/^(?:\.?\/)+/, '');

/**
 * The terminal's `zip`, for the code of Lambda functions: puts files into an archive, which is made or
 * added to. `-q` says nothing, `-j` leaves directories out of the names.
 */
export const zipCommand: ShellCommand = async (args, files) => {
  const letters = args.filter((arg) => /^-\w+$/.test(arg)).flatMap((arg) => [...arg.slice(1)]);
  const [target, ...paths] = args.filter((arg) => !/^-\w+$/.test(arg));
  const stranger = letters.find((letter) => letter !== 'q' && letter !== 'j');
  if (stranger !== undefined)
    return failWith(
      EXIT.badOption,
      `zip error: Invalid command arguments (this terminal's zip does not know -${stranger}; it takes: ${USAGE})\n`,
    );
  if (target === undefined || paths.length === 0)
    return failWith(EXIT.badOption, `zip error: Invalid command arguments (usage: ${USAGE})\n`);

  const archive = /\.\w+$/.test(baseName(target)) ? target : `${target}.zip`;
  const entries: Zippable = {};
  const old = await files.readFile(archive);
  if (old) {
    try {
      Object.assign(entries, unzipSync(old));
    } catch {
      return failWith(EXIT.badArchive, `zip error: Zip file structure invalid (${archive})\n`);
    }
  }
  let said = '';
  for (const path of paths) {
    const content = await files.readFile(path);
    if (!content) {
      return failWith(
        EXIT.nothingToDo,
        `\tzip warning: name not matched: ${path}\n\nzip error: Nothing to do! (${archive})\n`,
      );
    }
    const name = letters.includes('j') ? baseName(path) : entryName(path);
    said += `${name in entries ? 'updating' : '  adding'}: ${name}\n`;
    entries[name] = content;
  }
  await files.writeFile(archive, zipSync(entries, { mtime: WRITTEN_AT }));
  return succeed(letters.includes('q') ? '' : said);
};
