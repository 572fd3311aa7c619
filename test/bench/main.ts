// `npm run bench`: figures of this machine, and ratios that travel. Nothing here fails: tests assert no times.
import { join } from 'node:path';
import { loadCatalog } from '#catalog/files';
import { createSearch } from '#catalog/search';
import { createSearchIndex } from '../../src/app/use-cases/search.ts';
import { ms, print, time } from './measure.ts';
import { benchIslands, benchPractice, benchQueue } from './quiz.ts';
import { benchSandbox } from './sandbox.ts';

const ROOT = join(import.meta.dirname, '../..');
const TYPED = [
  'usage plan',
  'throtle',
  'api key',
  '403',
  'mock integraton',
  'stage',
  'canary',
  'jwt',
];

async function benchCatalog(): Promise<void> {
  print('catalog: load', ms(await time(3, () => loadCatalog(ROOT))));
  const catalog = await loadCatalog(ROOT);
  const searchDocuments = await createSearchIndex(() => catalog).documents();
  const search = createSearch(searchDocuments);
  const query = (round: number) => TYPED[round % TYPED.length] ?? '';
  print(
    `search: headings of ${searchDocuments.length} documents`,
    ms(await time(80, (round) => search.headings(query(round)))),
  );
}

print('node', process.version);
await benchSandbox();
await benchCatalog();
await benchQueue();
await benchPractice();
benchIslands();
