import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadLab, type LabFiles } from '#labs/load';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLabBench } from '../support/lab-bench.ts';
import { ROOT, runCli } from './run.ts';

/** A drafted lab imports `gatewise/labs`, which only a folder inside the clone can. */
async function draftLab(): Promise<LabFiles> {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const root = await mkdtemp(join(ROOT, '.cache/draft-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(join(ROOT, 'content'), join(root, 'content'), { recursive: true });
  expect(await runCli(['new', 'lab', 'my-first-api'], { root })).toMatchObject({
    code: 0,
    stderr: '',
  });
  return loadLab(root, 'my-first-api');
}

async function verdictsAfter(lab: LabFiles, ...scripts: readonly string[]) {
  const bench = createLabBench(lab);
  for (const script of scripts) await bench.run(script);
  const { verdicts } = await bench.verify();
  return Object.fromEntries(Object.entries(verdicts).map(([id, { verdict }]) => [id, verdict]));
}

describe('the lab that "gatewise new lab" writes', () => {
  test('fails from its seed, passes by its solution and variants, and its mistakes fail what they say', async () => {
    const lab = await draftLab();
    const { seed, solution, mistakes, variants } = lab;
    expect(await verdictsAfter(lab, seed)).toEqual({ 'rest-api': 'fail', 'on-dev': 'blocked' });
    expect(await verdictsAfter(lab, seed, solution)).toEqual({
      'rest-api': 'pass',
      'on-dev': 'pass',
    });
    expect(await verdictsAfter(lab, seed, solution, mistakes['other-name'] ?? '')).toEqual({
      'rest-api': 'fail',
      'on-dev': 'blocked',
    });
    expect(await verdictsAfter(lab, seed, solution, mistakes['not-on-dev'] ?? '')).toEqual({
      'rest-api': 'pass',
      'on-dev': 'fail',
    });
    for (const variant of Object.values(variants)) {
      expect(await verdictsAfter(lab, seed, solution, variant)).toEqual({
        'rest-api': 'pass',
        'on-dev': 'pass',
      });
    }
  });
});
