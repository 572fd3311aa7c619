import { compileContent, formatDiagnostic, formatReport } from '#authoring';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentWith, FIGURES, LESSON, SCENARIO } from '../support/content.ts';

const SCENARIO_FILE = 'quizzes/throttling-quotas/two-tiers.mdx';
const LESSON_FILE = 'content/courses/api-gateway/who-may-call/usage-plans.mdx';

const problemsWith = (changes: Record<string, string>) =>
  compileContent(contentWith(changes), FIGURES).diagnostics.map(formatDiagnostic);

const scenarioFrom = (stimulus: string) => {
  const text = SCENARIO.replace(/A shop sells[\s\S]*$/, stimulus);
  return compileContent(contentWith({ [SCENARIO_FILE]: text }), FIGURES).documents.scenarios[0];
};

describe('a problem is told with its exact place', () => {
  test('a field of the wrong type', () => {
    expect(problemsWith({ [LESSON_FILE]: LESSON.replace('order: 10', 'order: first') })).toEqual([
      `${LESSON_FILE}:4:8  LS001 frontmatter  Write the order as a whole number; 10, 20, 30 leaves room between.`,
    ]);
  });

  test('an unknown field, at its key', () => {
    expect(
      problemsWith({ [LESSON_FILE]: LESSON.replace('minutes: 8', 'minutes: 8\nauthor: me') }),
    ).toEqual([
      `${LESSON_FILE}:6:1  LS001 frontmatter  Unknown field "author". Remove it, or check its spelling.`,
    ]);
  });

  test('a missing field, at the beginning of what should hold it', () => {
    expect(problemsWith({ [LESSON_FILE]: LESSON.replace('title: Usage plans\n', '') })).toContain(
      `${LESSON_FILE}:2:1  LS001 frontmatter  Field "title" is missing. Write the title as text; put it in quotes when it is a number or holds ": " or " #".`,
    );
  });

  test('YAML that does not parse', () => {
    const [first] = problemsWith({
      [LESSON_FILE]: LESSON.replace('title: Usage plans', 'title: [Usage plans'),
    });
    expect(first).toMatch(
      /^content\/courses\/api-gateway\/who-may-call\/usage-plans\.mdx:3:1 {2}LS001 frontmatter {2}The YAML does not parse: /,
    );
  });

  test('MDX that does not parse, in the line of the file and not of the body', () => {
    const text = LESSON.replace('Missing Authentication Token is', 'A brace {is');
    const at = text.split('\n').findIndex((one) => one.includes('{is')) + 1;
    expect(problemsWith({ [LESSON_FILE]: text })[0]).toMatch(
      new RegExp(
        `usage-plans\\.mdx:${at}:\\d+  LS002 body-syntax  The text does not parse as MDX: `,
      ),
    );
  });

  test('two keys in a single choice', () => {
    const text = SCENARIO.replace(
      'throttle each, rationale',
      'throttle each, correct: true, rationale',
    ).replace(', misconception: Limits are per stage.', '');
    expect(problemsWith({ [SCENARIO_FILE]: text })).toEqual([
      `${SCENARIO_FILE}:15:7  QZ003 key-count  2 options are keys (a, b). Keep one, or use type: multiple-response.`,
    ]);
  });

  test('a misspelt id, with the one that was meant', () => {
    expect(
      problemsWith({ [SCENARIO_FILE]: SCENARIO.replace('[plan-contents]', '[plan-content]') }),
    ).toEqual([
      `${SCENARIO_FILE}:6:9  QZ006 unknown-id  No fact is named "plan-content". Did you mean "plan-contents"?`,
    ]);
  });

  test('every problem of one file at once, across its items', () => {
    const text = SCENARIO.replace('level: 2', 'level: 9')
      .replace('with the least work?', 'with the least work.')
      .replace(', rationale: A plan holds rate and burst.', '');
    expect(problemsWith({ [SCENARIO_FILE]: text }).map((line) => line.split('  ')[1])).toEqual([
      'QZ001 frontmatter',
      'QZ007 lead-in',
      'QZ011 no-rationale',
    ]);
  });
});

describe('the report', () => {
  test('names the page of each rule and counts', () => {
    const { diagnostics } = compileContent(
      contentWith({ [LESSON_FILE]: LESSON.replace('order: 10', 'order: first') }),
      FIGURES,
    );
    expect(formatReport(diagnostics, 11)).toBe(
      `${LESSON_FILE}:4:8  LS001 frontmatter  Write the order as a whole number; 10, 20, 30 leaves room between.

Why, with examples:
  content/handbook/rules/ls001.md

11 files checked, 1 error.
`,
    );
    expect(formatReport([], 1)).toBe('1 file checked, no problems.\n');
  });
});

describe('one bad file', () => {
  test('is left out, and the rest is there', () => {
    const { documents, diagnostics } = compileContent(
      contentWith({
        [LESSON_FILE]: '---\ntitle: [\n---\n',
        'content/courses/api-gateway/who-may-call/other.mdx': LESSON.replace(
          'order: 10',
          'order: 20',
        ),
      }),
      FIGURES,
    );
    expect(documents.lessons.map(({ id }) => id)).toEqual(['api-gateway/who-may-call/other']);
    expect(documents.scenarios).toHaveLength(1);
    expect(
      diagnostics.every(
        ({ file }) => file.endsWith('usage-plans.mdx') || file.endsWith('other.mdx'),
      ),
    ).toBe(true);
  });

  test('whatever its text, never stops the others', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { documents } = compileContent(
          contentWith({
            'quizzes/api-types/odd.mdx': `---\n${text}\n---\n${text}`,
            'labs/tiers/mistakes/odd.sh': text,
          }),
          FIGURES,
        );
        expect(documents.scenarios.map(({ id }) => id)).toContain('api-gateway/two-tiers');
      }),
      { numRuns: 150 },
    );
  });
});

describe('YAML that names what is not there', () => {
  test('is told at the place of the alias', () => {
    const [first] = problemsWith({ [LESSON_FILE]: LESSON.replace('order: 10', 'order: *ten') });
    expect(first).toBe(
      `${LESSON_FILE}:4:8  LS001 frontmatter  The YAML does not parse: Unresolved alias (the anchor must be set before the alias): ten. Check indentation, and quote text that holds ": " or " #".`,
    );
  });
});

describe('a lesson', () => {
  test('is cut at its headings, with anchors as on the page and text without markup', () => {
    const [lesson] = compileContent(contentWith(), FIGURES).documents.lessons;
    expect(lesson?.sections).toEqual([
      { slug: '', heading: '', depth: 1, text: 'A plan holds a rate.' },
      {
        slug: 'rates-and-bursts',
        heading: 'Rates and bursts',
        depth: 2,
        text: 'A bucket of tokens Try the lab or go to the top.',
      },
      {
        slug: 'quotas-by-the-day',
        heading: 'Quotas by the day',
        depth: 3,
        text: 'Missing Authentication Token is something else.',
      },
    ]);
    expect(lesson?.facts).toEqual(['plan-contents']);
    expect(lesson?.checks).toEqual(['api-gateway/two-tiers/limit']);
  });
});

describe('a case text', () => {
  test('becomes HTML of plain Markdown', () => {
    expect(
      scenarioFrom('A *shop* sells:\n\n- `GET /x`\n- [docs](https://aws.amazon.com)')?.stimulusHtml,
    ).toBe(
      '<p>A <em>shop</em> sells:</p>\n<ul>\n<li><code>GET /x</code></li>\n<li><a href="https://aws.amazon.com">docs</a></li>\n</ul>',
    );
  });

  test('has code that can be scrolled by keyboard', () => {
    expect(scenarioFrom('Case.\n\n```\na: 1\n```')?.stimulusHtml).toBe(
      '<p>Case.</p>\n<pre tabindex="0"><code>a: 1\n</code></pre>',
    );
  });

  test('loses components, scripts, pictures and unsafe links', () => {
    const html = scenarioFrom(
      '<script>{`alert(1)`}</script>\n\n![x](https://x.test/p.png) [a](javascript:alert(1)) [b](//x.test) <b onclick="x">words</b>',
    )?.stimulusHtml;
    expect(html).not.toMatch(/script|onclick|img|href/);
    expect(html).toContain('<a>a</a>');
  });

  test('whatever is written, no script or handler comes out', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '"',
            "'",
            '[',
            ']',
            '(',
            ')',
            'javascript:',
            'data:',
            ' onerror=',
            'script',
            'img src=x',
            '!',
            '`',
            '\n',
            'a',
            '&lt;',
            '<http://',
          ),
          { maxLength: 25 },
        ),
        (parts) => {
          const html = scenarioFrom(`Case. ${parts.join('')}`)?.stimulusHtml ?? '';
          const tags = html.match(/<[^>]*>/g) ?? [];
          expect(
            tags.every(
              (tag) => !/<\/?(script|img|iframe|svg)|\son\w+=|(javascript|data):/i.test(tag),
            ),
          ).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
