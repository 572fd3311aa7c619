import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listLabs } from '#labs/load';

const ROOT = join(import.meta.dirname, '../..');

test('the page about verifying on AWS has a row for every lab', async () => {
  const page = readFileSync(join(ROOT, 'content/handbook/verify-on-aws.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, lab]) => lab);
  expect(rows).toEqual(await listLabs(ROOT));
});
