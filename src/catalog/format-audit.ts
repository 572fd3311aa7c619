import type { Audit, Tally } from './audit.ts';

const listed = (tally: Tally) =>
  Object.entries(tally)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const wide = (text: string, width: number) => text.padEnd(width);

/** The audit as lines for a terminal, holes last. Ends with a line break. */
export function formatAudit({ rows, facts, practice, heldOut, holes }: Audit): string {
  const width = Math.max(0, ...rows.map(({ row }) => row.id.length));
  const pools = [
    ['Practice', practice],
    ['Held out for exams', heldOut],
  ] as const;
  return [
    'Concept note: row, practice items, lessons, labs',
    ...rows.map(({ row, lessons, items, labs }) =>
      [
        `  ${wide(row.id, width)}  ${String(items).padStart(3)}`,
        lessons.join('; ') || 'no lesson',
        row.labs.length === 0 ? 'not for building' : labs.join('; ') || 'no lab yet',
      ].join('  | '),
    ),
    '',
    ...pools.flatMap(([title, { items, topics, levels, types, exams }]) => [
      `${title}: ${items} items`,
      `  by topic: ${listed(topics)}`,
      `  by level: ${listed(levels)}`,
      `  by type:  ${listed(types)}`,
      `  by exam:  ${listed(exams)}`,
    ]),
    '',
    `Facts: ${facts.used} used, ${facts.unused.length} unused`,
    ...(facts.unused.length > 0 ? [`  unused: ${facts.unused.join(', ')}`] : []),
    '',
    ...(holes.length === 0
      ? ['No holes.']
      : [
          `${holes.length} ${holes.length === 1 ? 'hole' : 'holes'}:`,
          ...holes.map((hole) => `  ${hole}`),
        ]),
    '',
  ].join('\n');
}
