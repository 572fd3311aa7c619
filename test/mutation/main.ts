// `npm run mutate [lab…]`: how many wrong builds each checker lets pass. Without names: all labs, and the page in the handbook is written anew.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listLabs, loadLab } from '#labs/load';
import { pageOf, parseEquivalents, summaryOf, type Judged } from './page.ts';
import { mutate } from './run.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'content/handbook/mutation.md');

const named = process.argv.slice(2);
const judged: Judged[] = [];
for (const id of named.length > 0 ? named : await listLabs(ROOT)) {
  const outcome = await mutate(await loadLab(ROOT, id));
  const file = join(ROOT, 'labs', id, 'equivalents.txt');
  const equivalents = parseEquivalents(await readFile(file, 'utf8').catch(() => ''));
  const one = { outcome, equivalents };
  judged.push(one);
  console.log(summaryOf(one));
}
if (named.length === 0) {
  const { format } = await import('prettier');
  const text = pageOf(judged, new Date().toISOString().slice(0, 10));
  await writeFile(PAGE, await format(text, { parser: 'markdown', printWidth: 100 }));
  console.log('content/handbook/mutation.md is written.');
}
// The thread that runs functions has nothing more to do.
process.exit(0);
