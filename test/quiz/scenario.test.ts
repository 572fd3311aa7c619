import { describe, expect, test } from 'vitest';
import { ScenarioFrontmatter } from '#quiz';

type Fields = Record<string, unknown>;

const option = (id: string, more: Fields = {}): Fields => ({
  id,
  text: `Option ${id}`,
  rationale: `Why ${id}.`,
  ...(more['correct'] ? {} : { misconception: `Believes ${id}.` }),
  ...more,
});
const single = (more: Fields = {}): Fields => ({
  id: 'limit',
  type: 'single-choice',
  leadIn: 'Which design?',
  seconds: 60,
  options: [option('a', { correct: true }), option('b'), option('c')],
  ...more,
});
const multiple = (more: Fields = {}): Fields => ({
  ...single({ id: 'steps', type: 'multiple-response', choose: 2 }),
  options: [
    option('a', { correct: true }),
    option('b', { correct: true }),
    option('c'),
    option('d'),
    option('e'),
  ],
  ...more,
});
const frontmatter = (more: Fields = {}): Fields => ({
  title: 'Two tiers',
  course: 'api-gateway',
  level: 2,
  exams: [{ exam: 'SAA-C03', task: '2.1' }],
  facts: ['usage-plan-contents'],
  items: [single(), multiple()],
  ...more,
});

/** Every problem as `path: message`. */
const problems = (value: Fields) =>
  (ScenarioFrontmatter.safeParse(value).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

test('a whole scenario parses, and what is left out is empty', () => {
  expect(problems(frontmatter())).toEqual([]);
  expect(ScenarioFrontmatter.parse(frontmatter())).toMatchObject({
    lessons: [],
    labs: [],
    sources: [],
  });
});

describe('what an instructor gets wrong is said in a sentence to act on', () => {
  const item = (value: Fields) => problems(frontmatter({ items: [value] }));

  test.each<[string, Fields, string[]]>([
    [
      'no key',
      single({ options: ['a', 'b', 'c'].map((id) => option(id)) }),
      ['items.0.options: No option is the key. Set `correct: true` on exactly one.'],
    ],
    [
      'two keys in a single choice',
      single({
        options: [option('a', { correct: true }), option('b', { correct: true }), option('c')],
      }),
      ['items.0.options: 2 options are keys (a, b). Keep one, or use type: multiple-response.'],
    ],
    [
      'too few options',
      single({ options: [option('a', { correct: true }), option('b')] }),
      ['items.0.options: Write at least 3 options: the key and 2 distractors.'],
    ],
    [
      'a lead-in that asks nothing',
      single({ leadIn: 'Choose well.' }),
      [
        'items.0.leadIn: The lead-in must be one question and end with "?". How many to choose is added by the page.',
      ],
    ],
    [
      'an option id used twice',
      single({
        options: [option('a', { correct: true }), option('b'), option('b', { text: 'Other' })],
      }),
      ['items.0.options.2.id: Option id "b" is used twice. Give each option its own.'],
    ],
    [
      'two options that say the same',
      single({
        options: [option('a', { correct: true }), option('b'), option('c', { text: 'option B' })],
      }),
      ['items.0.options.2.text: Option "c" says the same as one above. Rewrite or drop it.'],
    ],
    [
      'a distractor without its misconception',
      single({
        options: [
          option('a', { correct: true }),
          option('b'),
          option('c', { misconception: undefined }),
        ],
      }),
      [
        'items.0.options.2: Distractor "c" names no misconception. Add `misconception:` with what somebody who chooses it believes.',
      ],
    ],
    [
      'a key with a misconception',
      single({
        options: [option('a', { correct: true, misconception: 'x' }), option('b'), option('c')],
      }),
      [
        'items.0.options.0.misconception: Option "a" is a key and has a misconception. Drop one of them.',
      ],
    ],
    [
      'no rationale',
      single({
        options: [option('a', { correct: true, rationale: ' ' }), option('b'), option('c')],
      }),
      [
        "items.0.options.0.rationale: Write the option's rationale (why it is right or wrong in this case); it is empty.",
      ],
    ],
    [
      'a text that YAML reads as a number',
      single({ options: [option('a', { correct: true, text: 429 }), option('b'), option('c')] }),
      [
        'items.0.options.0.text: Write the option\'s text as text; put it in quotes when it is a number, or holds ": " or " #".',
      ],
    ],
    [
      'choose that does not fit the keys',
      multiple({ choose: 3 }),
      [
        'items.0.options: 2 of the options are keys (a, b), but the item says choose: 3. Set `correct: true` on 3, or change `choose`.',
      ],
    ],
    [
      'a multiple response with one key',
      multiple({ choose: 1 }),
      ['items.0.choose: Set `choose` to 2 or more, or use type: single-choice.'],
    ],
    [
      'a multiple response of four options',
      multiple({
        options: [
          option('a', { correct: true }),
          option('b', { correct: true }),
          option('c'),
          option('d'),
        ],
      }),
      ['items.0.options: Write at least 5 options for a multiple response, as AWS does.'],
    ],
    [
      'an unknown type',
      single({ type: 'essay' }),
      [
        'items.0.type: Unknown item type. Use single-choice, multiple-response, ordering, matching, fill-in or hot-spot.',
      ],
    ],
    [
      'a time that nobody needs',
      single({ seconds: 3 }),
      [
        'items.0.seconds: Nobody reads and answers an item in under 10 seconds. Write the expected time.',
      ],
    ],
    ['a misspelled field', single({ optoins: [] }), ['items.0: Unrecognized key: "optoins"']],
    [
      'an id in capitals',
      single({ id: 'Limit' }),
      ['items.0.id: Use lowercase letters, digits and hyphens, and begin with a letter.'],
    ],
  ])('%s', (_, value, expected) => {
    expect(item(value)).toEqual(expected);
  });

  test.each<[string, Fields, string[]]>([
    [
      'no exam',
      { exams: [] },
      ['exams: Tie the scenario to at least one exam and task statement.'],
    ],
    [
      'a task without quotes',
      { exams: [{ exam: 'SAA-C03', task: 2.1 }] },
      ["exams.0.task: Write the task statement in quotes, for example '2.1'."],
    ],
    [
      'an exam by another name',
      { exams: [{ exam: 'SAA', task: '2.1' }] },
      ['exams.0.exam: Write the exam code as AWS does, for example SAA-C03.'],
    ],
    [
      'no fact',
      { facts: [] },
      ['facts: Name at least one fact id from content/facts/facts.yaml that the key rests on.'],
    ],
    [
      'a level beyond the scale',
      { level: 9 },
      ['level: Write the difficulty as a whole number from 1 (recall) to 5 (expert design).'],
    ],
    [
      'a lesson by half its id',
      { lessons: ['usage-plans'] },
      ['lessons.0: Write an id such as api-gateway/who-may-call/usage-plans.'],
    ],
    [
      'a source without https',
      { sources: [{ title: 'x', url: 'http://a.b', read: '2026-11-23' }] },
      ['sources.0.url: Write the address of the page, with https://.'],
    ],
    [
      'an item id used twice',
      { items: [single(), single()] },
      ['items.1.id: Item id "limit" is used twice in this scenario. Give each item its own.'],
    ],
    ['no items', { items: [] }, ['items: A scenario asks at least one item.']],
  ])('%s', (_, more, expected) => {
    expect(problems(frontmatter(more))).toEqual(expected);
  });

  test('several problems are all told at once', () => {
    expect(
      problems(frontmatter({ level: 0, facts: [], items: [single({ leadIn: 'No.' })] })),
    ).toHaveLength(3);
  });
});
