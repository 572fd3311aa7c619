import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated.ts';

/** Writes the JSON Schemas and the rules' handbook pages. Run by `npm run generate`. */
const root = join(import.meta.dirname, '../..');
const files = generatedFiles();
const rulesFolder = join(root, 'content/handbook/rules');
mkdirSync(rulesFolder, { recursive: true });
for (const name of readdirSync(rulesFolder)) {
  if (!files.some(({ path }) => path === `content/handbook/rules/${name}`))
    rmSync(join(rulesFolder, name));
}
for (const { path, text } of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
