import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '#catalog/files';
import {
  findLeftovers,
  findThings,
  MADE_KINDS,
  madeName,
  namesOf,
  parseMakes,
  readName,
  type AwsReader,
  type RunResult,
} from '#labs';
import { listLabs, loadLab, MAKES_FILE, READS_FILE, type LabFiles } from '#labs/load';
import { createLabBench, headerOf, stepsOf } from '../support/lab-bench.ts';

const ROOT = join(import.meta.dirname, '../..');
const labs = await Promise.all((await listLabs(ROOT)).map((id) => loadLab(ROOT, id)));

const catalog = await loadCatalog(ROOT);

interface Run {
  readonly result: RunResult;
  /** What was asked for, as `reads.txt` has it. */
  readonly reads: ReadonlySet<string>;
  /** What is there, as `makes.txt` has it. */
  readonly made: readonly string[];
}

/** Names that scripts give to what AWS tells by name alone. */
const namesIn = (scripts: readonly string[]) =>
  scripts.flatMap((script) =>
    [...script.matchAll(/--(?:role|function|table|queue)-name[ =]"?([\w.-]+)/g)].map(
      ([, name = '']) => name,
    ),
  );

/** Everything in an account that has a name, in the order in which it can be removed. */
async function thingsIn(aws: AwsReader, candidates: readonly string[]): Promise<string[]> {
  const apis = (await namesOf(aws, 'rest-api')) ?? [];
  const asked = [...new Set([...candidates, ...apis])];
  const found: string[] = [];
  for (const kind of MADE_KINDS) {
    for (const name of new Set((await namesOf(aws, kind)) ?? asked)) {
      if ((await findThings(aws, { kind, name })).length > 0) found.push(madeName({ kind, name }));
    }
  }
  return found;
}

async function verifyAfter(lab: LabFiles, scripts: readonly string[]): Promise<Run> {
  const bench = createLabBench(lab);
  for (const script of scripts) await bench.run(script);
  const reads = new Set<string>();
  const onSend = (service: string, operation: string) =>
    reads.add(readName({ service, operation }));
  const result = await bench.verify({ onSend });
  return { result, reads, made: await thingsIn(bench.reader(), namesIn(scripts)) };
}

const idsOf = ({ verdicts }: RunResult, kind: string) =>
  Object.entries(verdicts).flatMap(([id, { verdict }]) => (verdict === kind ? [id] : []));

/** Everything that is neither a pass nor waiting for an objective that failed. */
const unexplained = ({ verdicts }: RunResult) =>
  Object.entries(verdicts).flatMap(([id, finding]) => {
    const waits = finding.verdict === 'blocked' && finding.reason === 'depends-on';
    return finding.verdict === 'pass' || finding.verdict === 'fail' || waits
      ? []
      : [`${id}: ${finding.saw}`];
  });

describe.each(labs.map((lab) => [lab.id, lab] as const))('lab %s', (id, lab) => {
  const objectives = catalog.lab(id)?.objectives ?? [];
  const ids = objectives.map((objective) => objective.id);
  const guards = objectives.filter(({ guard }) => guard).map((objective) => objective.id);

  /** Every way to build it that the lab has scripts for, and what a verification then sees. */
  const builds: Readonly<Record<string, readonly string[]>> = {
    seed: [lab.seed],
    solution: [lab.seed, lab.solution],
    ...Object.fromEntries(
      Object.entries({ ...lab.variants, ...lab.mistakes }).map(([name, script]) => [
        name,
        stepsOf(lab, script),
      ]),
    ),
  };
  const runs = new Map<string, Promise<Run>>();
  /** Each build is made and verified once, whichever test asks first. */
  const runOf = (name: string): Promise<Run> => {
    const run = runs.get(name) ?? verifyAfter(lab, builds[name] ?? []);
    runs.set(name, run);
    return run;
  };

  test('judges exactly the objectives that lab.mdx lists', () => {
    expect(lab.check.id).toBe(id);
    expect(Object.keys(lab.check.objectives)).toEqual(ids);
  });

  test('has at least as many mistakes as objectives, and two variants', () => {
    expect(Object.keys(lab.mistakes).length).toBeGreaterThanOrEqual(ids.length);
    expect(Object.keys(lab.variants).length).toBeGreaterThanOrEqual(2);
  });

  test('has a mistake for every objective', () => {
    const failed = new Set(
      Object.values(lab.mistakes).flatMap((script) =>
        (headerOf(script, 'fails') ?? '').split(', '),
      ),
    );
    expect(ids.filter((objective) => !failed.has(objective))).toEqual([]);
  });

  test('after the seed nothing passes but the guards', async () => {
    const { result } = await runOf('seed');
    expect(idsOf(result, 'pass')).toEqual(guards);
    expect(result.status).toBe('fail');
    expect(unexplained(result)).toEqual([]);
  });

  test('after the solution everything passes', async () => {
    const { result } = await runOf('solution');
    expect(result.verdicts).toMatchObject(
      Object.fromEntries(ids.map((objective) => [objective, { verdict: 'pass' }])),
    );
    expect(result).toMatchObject({ status: 'pass', leftOut: [] });
  });

  test.each(Object.keys(lab.variants))('variant %s is right too', async (name) => {
    const { result } = await runOf(name);
    expect(result.verdicts).toMatchObject(
      Object.fromEntries(ids.map((objective) => [objective, { verdict: 'pass' }])),
    );
    expect(result).toMatchObject({ status: 'pass', leftOut: [] });
  });

  test.each(Object.keys(lab.mistakes))(
    'mistake %s fails what it names and nothing else',
    async (name) => {
      const script = lab.mistakes[name] ?? '';
      const { result } = await runOf(name);
      expect(idsOf(result, 'fail')).toEqual((headerOf(script, 'fails') ?? '').split(', '));
      expect(unexplained(result)).toEqual([]);
    },
  );

  test(`asks for nothing but what ${READS_FILE} names, and for all of it`, async () => {
    const asked = new Set<string>();
    for (const name of Object.keys(builds))
      for (const read of (await runOf(name)).reads) asked.add(read);
    await expect(
      [...asked]
        .toSorted()
        .map((read) => `${read}\n`)
        .join(''),
    ).toMatchFileSnapshot(join(ROOT, 'labs', id, READS_FILE));
  });

  test(`makes what ${MAKES_FILE} names, so that --clean can look for it`, async () => {
    const kindOf = (one: string) => one.slice(0, one.indexOf(' '));
    const made = new Set([...(await runOf('seed')).made, ...(await runOf('solution')).made]);
    // A variant may make something of another kind. The other names that it gives are its own, and on a
    // real account they may be somebody else's.
    const kinds = new Set([...made].map(kindOf));
    for (const name of Object.keys(lab.variants))
      for (const one of (await runOf(name)).made) if (!kinds.has(kindOf(one))) made.add(one);
    const inOrder = MADE_KINDS.flatMap((kind) =>
      [...made].filter((one) => one.startsWith(`${kind} `)).toSorted(),
    );
    const text = inOrder.map((one) => `${one}\n`).join('');
    await expect(text).toMatchFileSnapshot(join(ROOT, 'labs', id, MAKES_FILE));
    // Whoever made nothing has nothing left.
    const empty = await findLeftovers(createLabBench(lab).reader(), parseMakes(text));
    expect(empty.left).toEqual([]);
    expect(empty.gone.map(madeName)).toEqual(inOrder);
  });

  test('every verdict rests on evidence, and shows no value of a key', async () => {
    const bench = createLabBench(lab);
    for (const script of [lab.seed, lab.solution]) await bench.run(script);
    const { verdicts } = await bench.verify();
    const values = [...bench.sandbox.snapshot(id).matchAll(/"value":"([A-Za-z0-9]{20,})"/g)].map(
      ([, value]) => value ?? '',
    );
    const told = JSON.stringify(verdicts);
    expect(Object.entries(verdicts).filter(([, { evidence }]) => evidence.length === 0)).toEqual(
      [],
    );
    expect(values.filter((value) => told.includes(value))).toEqual([]);
  });
});
