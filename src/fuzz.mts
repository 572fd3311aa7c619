import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { compileContent } from '#authoring';
const bits = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom(
        '\n',
        '---',
        '- ',
        'id: ',
        'items:',
        '<<: ',
        '&a',
        '*a',
        '!!',
        '? ',
        ': ',
        '[',
        '{',
        '}',
        ']',
        '$',
        '(',
        ')',
        '`',
        '"',
        "'",
        '${',
        '$((',
        '<',
        '>',
        '|',
        '#',
        '\\',
        '&',
        '%',
        '@',
        'course: x',
        '__proto__: ',
        'constructor: ',
        'null',
        '.nan',
        '1',
      ),
    ),
    { maxLength: 20 },
  )
  .map((p) => p.join(''));
const r = fc.check(
  fc.property(bits, (text) => {
    writeFileSync('/tmp/last.json', JSON.stringify(text));
    const d = compileContent([
      { path: 'quizzes/api-types/odd.mdx', text: `---\n${text}\n---\n${text}` },
      { path: 'labs/x/lab.mdx', text: '---\na: 1\n---\n' },
      { path: 'labs/x/seed.sh', text },
      { path: 'content/facts/facts.yaml', text },
    ]);
    JSON.stringify(d);
  }),
  { numRuns: 40000, interruptAfterTimeLimit: 60000 },
);
console.log(r.failed, r.numRuns, JSON.stringify(r.counterexample), r.errorInstance);
