import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { operationPages, type GeneratedPage } from './operations-table.ts';

const root = join(import.meta.dirname, '../..');

/** The pages with the evidence that lies in the repository: answers of API Gateway v1. */
export function generatedPages(): GeneratedPage[] {
  const file = join(root, 'test/fixtures/aws-recordings/apigateway-v1.json');
  const cases = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly calls: readonly { readonly service: string; readonly operation: string }[];
  }[];
  const recorded = new Set(
    cases.flatMap(({ calls }) => calls.map(({ service, operation }) => `${service} ${operation}`)),
  );
  return operationPages((service, name) => recorded.has(`${service} ${name}`));
}

if (import.meta.main) {
  rmSync(join(root, 'content/handbook/operations'), { recursive: true, force: true });
  for (const { path, text } of generatedPages()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
