import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Command } from 'commander';
import type { Catalog } from '#catalog';
import { createPractice } from '../../src/app/use-cases/practice.ts';
import { registerReview } from '../../src/cli/commands/review.ts';
import { SHARED_KEYS } from '../../src/cli/review/keys.ts';
import { plainText, wrap, wrapCase } from '../../src/cli/review/plain.ts';
import type { ReviewDeps } from '../../src/cli/review/desk.ts';
import { OUR_KEYS } from '../../src/ui/islands/practice/shortcuts.ts';
import {
  fillIn,
  hotSpot,
  matching,
  multipleResponse,
  ordering,
  scenario,
  singleChoice,
  tinyCatalog,
} from '../support/catalog.ts';
import { ada } from '../support/events.ts';
import { asking, practiceSetup, ZONE } from '../support/practice.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ROOT = join(import.meta.dirname, '../..');
type Setup = ReturnType<typeof practiceSetup>;

/** One item in a bank of its own. */
const bankOf = (item: { readonly type: string }): Catalog =>
  tinyCatalog([scenario('only', { items: [item] })]);

/** What a learner would see of one command line. @param lines what is typed, until the input ends */
async function reviewing(
  setup: Setup,
  lines: readonly string[],
  { args = [], ...change }: Partial<ReviewDeps> & { args?: readonly string[] } = {},
) {
  let [out, err] = ['', ''];
  let code: number | undefined;
  const left = [...lines];
  let isClosed = false;
  const io = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (err += text),
    cwd: temporaryDirectory(),
    root: temporaryDirectory(),
    env: {},
    isTerminal: false,
  };
  const deps: ReviewDeps = {
    practice: createPractice({ ...setup.deps, source: 'cli' }),
    learner: ada,
    zone: ZONE,
    keys: {},
    look: { hasColour: false },
    site: 'http://127.0.0.1:4321',
    now: () => setup.clock.now(),
    say: io.stdout,
    ask: async () => left.shift(),
    isTerminal: false,
    ...change,
  };
  const program = new Command('gatewise').exitOverride();
  registerReview(program, { io, exit: (wanted) => (code = wanted) }, () =>
    Promise.resolve({ deps, notices: [], close: async () => void (isClosed = true) }),
  );
  await program.parseAsync(['review', ...args], { from: 'user' });
  return { out, err, code: code ?? 0, isClosed };
}

/** The responses of the log, undone ones left out. */
async function responses({ events }: Setup) {
  const all = await events();
  const undone = all.flatMap((event) => (event.type === 'answer-undone' ? [event.eventId] : []));
  return all.flatMap((event) =>
    event.type === 'item-answered' && !undone.includes(event.id) ? [event.response] : [],
  );
}

/** The number under which something stands on the screen. */
const numberOf = (out: string, text: string) =>
  new RegExp(`^ +(\\d+)(?:  | \\| )${text}`, 'm').exec(out)?.[1] ?? '';

/** The bank's only question as it is printed. */
const shown = async (setup: Setup) => (await reviewing(setup, [])).out;

describe('npx gatewise review in a pipe', () => {
  test('asks in plain sentences, marks, explains and says when the item comes back', async () => {
    const setup = practiceSetup({
      catalog: bankOf(singleChoice()),
    });
    const before = await shown(setup);
    const { out, code, isClosed } = await reviewing(setup, [numberOf(before, 'Two stages')]);
    expect(out).not.toContain('\u001B');
    expect(out.replaceAll(/^ {2}\d {2}/gm, '  N  ')).toMatchInlineSnapshot(`
      "0 items answered, 1 to go. Practice format.
      Scenario only

      The case of only.

      Which design meets these requirements?

        N  A WAF rate rule
        N  Two stages
        N  A bigger account quota
        N  Two usage plans

      Type the number of your choice. ? shows what else you can type.

      Not correct.
      Comes back tomorrow, because you did not know it yet. It may also come back today, after 10 minutes and 8 other items.

        N  A WAF rate rule
           Wrong.
           It counts addresses.

        N  Two stages
           Wrong, and you chose it.
           A stage limits all callers.
           Behind this choice: Stage limits are per caller.

        N  A bigger account quota
           Wrong.
           It is shared.

        N  Two usage plans
           Right, and you did not choose it.
           A plan limits each key.

      What this rests on:
        -  A usage plan holds a rate, a burst and a quota per key. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html (read: 2026-05)

      All done for now.
      0 of 1 item right in 1 minute.
        -  Scenario only: wrong, comes back tomorrow
      1 item will be due tomorrow.

      "
    `);
    expect([code, isClosed]).toEqual([0, true]);
  });

  test('every answer is in the log at once, as one of the command line', async () => {
    const setup = practiceSetup();
    const { out } = await reviewing(setup, ['1', '1']);
    const events = await setup.events();
    expect(events.map(({ type, source }) => [type, source])).toEqual([
      ['item-answered', 'cli'],
      ['item-answered', 'cli'],
    ]);
    expect(out).toMatch(
      /The input has ended\.\nYour session waits\. Run the same command, or open Practice on the site, to go on\.\n$/,
    );
  });

  test('goes on where it was left, here and in the browser', async () => {
    const setup = practiceSetup();
    await reviewing(setup, ['1', 'q']);
    const there = asking(await setup.today());
    expect(there.progress.answered).toBe(1);
    const { out } = await reviewing(setup, []);
    expect(out).toContain(there.ask.item.title);
    expect(out).toMatch(/^1 item answered, /);
  });

  test('a topic asks its items only, and minutes end the session', async () => {
    const setup = practiceSetup();
    const lines = Array.from({ length: 9 }, () => '1');
    const { out } = await reviewing(setup, lines, {
      args: ['--topic', 'api-keys', '--minutes', '3'],
      now: (() => {
        let at = 0;
        return () => (at += 40_000);
      })(),
    });
    const items = (await setup.events()).flatMap((event) =>
      event.type === 'item-answered' ? [event.itemId] : [],
    );
    expect(items.length).toBeGreaterThan(1);
    expect(items.every((id) => /case-\d*[13579]\//.test(id))).toBe(true);
    expect(out).toContain('Today’s time is used well.');
  });

  test('an unknown topic and minutes that are none are usage', async () => {
    expect(await reviewing(practiceSetup(), [], { args: ['--topic', 'pies'] })).toMatchObject({
      code: 64,
      out: '',
      err: 'There is no topic "pies". Choose one of: throttling-quotas, api-keys.\n',
    });
    for (const minutes of ['0', '2.5', 'ten', '601']) {
      expect(await reviewing(practiceSetup(), [], { args: ['--minutes', minutes] })).toMatchObject({
        code: 64,
        err: `--minutes is "${minutes}", and a whole number from 1 to 600 is wanted.\n`,
      });
    }
  });

  test('with nothing to ask it says so', async () => {
    const { out } = await reviewing(practiceSetup({ catalog: tinyCatalog([]) }), []);
    expect(out).toBe(
      'No items yet.\nNothing has been written for this yet. Read a lesson, or build a lab.\nNothing else is planned.\n\n',
    );
  });

  test('an item that was edited since it was shown is not counted, and says so', async () => {
    const setup = practiceSetup({ catalog: bankOf(singleChoice()) });
    const { out } = await reviewing(setup, [], {
      ask: (() => {
        const lines = ['1'];
        return async () => {
          setup.edit(bankOf(singleChoice({ leadIn: 'Which design is cheaper now?' })));
          return lines.shift();
        };
      })(),
    });
    expect(out).toContain(
      'This item was edited since it was shown to you, so your answer was not counted. Here is the new version.\n',
    );
    expect(out).toContain('Which design is cheaper now?');
    expect(await responses(setup)).toEqual([]);
  });
});

test('a process that is killed while it waits has lost nothing, and the next one goes on', async () => {
  const directory = temporaryDirectory();
  const start = () =>
    spawn(process.execPath, [join(ROOT, 'src/cli/gatewise.mjs'), 'review'], {
      env: { ...process.env, DATA_DIR: directory },
    });
  /** Reads until a text has come so many times. */
  const until = async (child: ReturnType<typeof start>, text: string, times: number) => {
    let seen = '';
    for await (const chunk of child.stdout) {
      seen += String(chunk);
      if (seen.split(text).length > times) return seen;
    }
    return seen;
  };
  const first = start();
  // With a colon: the first item may be one that takes words or numbers.
  first.stdin.write(':s\n');
  const seen = await until(first, ' to go. ', 2);
  first.kill('SIGKILL');
  const second = start();
  second.stdin.end(':n kept through a kill\n');
  const after = await until(second, 'Your session waits.', 1);
  const titleOf = (text: string) => text.split('\n')[1];
  expect(after).toContain('The note is kept.');
  expect(titleOf(after)).toBe(titleOf(seen.slice(seen.lastIndexOf('0 items answered'))));
});

describe('each type of item is answered in a line', () => {
  test('several options by their numbers, apart or together', async () => {
    const setup = practiceSetup({ catalog: bankOf(multipleResponse()) });
    const before = await shown(setup);
    expect(before).toContain('Choose TWO: type their numbers, for example "1 3".');
    const [a, b] = [numberOf(before, 'Require the key'), numberOf(before, 'Deploy again')];
    const { out } = await reviewing(setup, ['1', '1 1', `${a}${b}`]);
    expect(out).toContain('Choose 2 options; 1 chosen so far.\nYou named 1 twice. Name each once.');
    expect(out).toContain('Correct.');
    expect(await responses(setup)).toEqual([['a', 'b']]);
  });

  test('steps by their numbers in order', async () => {
    const setup = practiceSetup({ catalog: bankOf(ordering()) });
    const before = await shown(setup);
    const typed = ['a', 'b', 'c'].map((id) => numberOf(before, `Part ${id}`)).join(' ');
    const { out } = await reviewing(setup, [typed]);
    expect(out).toContain('Correct.');
    expect(await responses(setup)).toEqual([['a', 'b', 'c']]);
  });

  test('pairs as number and letter, or letters in order; the last letter too many is how sure', async () => {
    for (const write of [
      (pairs: string[][]) => pairs.map(([n, l]) => `${n}${l}`).join(' '),
      (pairs: string[][]) => `${pairs.map(([, l]) => l).join(' ')} u`,
      (pairs: string[][]) => pairs.map(([, l]) => l?.toUpperCase()).join(''),
    ]) {
      const setup = practiceSetup({ catalog: bankOf(matching()) });
      const before = await shown(setup);
      const letterOf = (text: string) => new RegExp(`^ +([A-F]) {2}${text}`, 'm').exec(before)?.[1];
      const pairs = [
        ['p', 'one'],
        ['q', 'two'],
        ['r', 'two'],
      ]
        .map(([prompt, target]) => [
          numberOf(before, `Part ${prompt}`),
          letterOf(`Target ${target}`)?.toLowerCase() ?? '',
        ])
        .toSorted(([one = ''], [other = '']) => one.localeCompare(other));
      const { out } = await reviewing(setup, ['1z', 'a', write(pairs)]);
      expect(out).toContain(
        '"1z" is no pair. Type a number from 1 to 3 with a letter from A to C, for example "1b".\nPair all 3; 1 paired so far.',
      );
      expect((await responses(setup)).map((pair) => pair.toSorted())).toEqual([
        ['p=one', 'q=two', 'r=two'],
      ]);
    }
  });

  test('a number with its unit, where commands take a colon', async () => {
    const setup = practiceSetup({ catalog: bankOf(fillIn()) });
    const { out } = await reviewing(setup, ['', 's', ':g', '29 s']);
    expect(out).toContain(
      'In seconds. Type the answer. Put a colon before a command here, for example ":s". ? shows them.',
    );
    expect(out).toContain('Type an answer first.\n');
    expect(out).toContain('Noted: you are guessing. Now the answer.');
    expect(await responses(setup)).toEqual([['29 s']]);
    expect(await setup.events()).toMatchObject([{ confidence: 'guessed' }]);
  });

  test('lines by their numbers; an empty line is refused', async () => {
    const setup = practiceSetup({ catalog: bankOf(hotSpot()) });
    const { out } = await reviewing(setup, ['3', '2']);
    expect(out).toContain('  1 | one: 1\n  2 | two: 2\n  3 | \n  4 | four: 4\n');
    expect(await responses(setup)).toEqual([['l2']]);
  });

  test('what is no option is told, and nothing is counted', async () => {
    const setup = practiceSetup({ catalog: bankOf(singleChoice()) });
    const { out } = await reviewing(setup, ['7', 'bananas', '1 2', '']);
    expect(out).toContain(
      [
        '"7" is none of the numbers here. Type one from 1 to 4; ? shows what else you can type.',
        '"bananas" is none of the numbers here. Type one from 1 to 4; ? shows what else you can type.',
        'You named 2 options, and one is wanted.',
        'Choose an option first.',
      ].join('\n'),
    );
    expect(await responses(setup)).toEqual([]);
  });
});

describe('beside answering', () => {
  test('how sure one is stands behind the answer or before it; the same again takes it back', async () => {
    const setup = practiceSetup();
    await reviewing(setup, ['1 g', 'u', '1', 'e', 'e', '1', '1 e']);
    const said = (await setup.events()).map((event) =>
      event.type === 'item-answered' ? event.confidence : event.type,
    );
    expect(said).toEqual(['guessed', 'unsure', 'sure', 'easy']);
  });

  test('steps are taken back one by one, from the next question too', async () => {
    const setup = practiceSetup();
    await reviewing(setup, ['1', '1', 's', 'z', 'z', 'z', 'z']);
    expect(await responses(setup)).toEqual([]);
    const { out } = await reviewing(setup, ['z']);
    expect(out).toContain('There is no step of this session left to take back.');
  });

  test('flag, note, report, not today and set aside reach the same marks as in the browser', async () => {
    const setup = practiceSetup();
    const { out } = await reviewing(setup, [
      'f',
      'n look at the burst',
      'r',
      'The key is not right.',
      '-',
      '!',
    ]);
    expect(await setup.practice.marked(ada)).toMatchObject([
      { isFlagged: true, isBuried: true, isSuspended: false, note: 'look at the burst' },
      { isFlagged: false, isSuspended: true },
    ]);
    expect(await setup.practice.reports(ada)).toMatchObject([{ text: 'The key is not right.' }]);
    expect(out).toContain('What is wrong with this item?\nThe report is kept.');
  });

  test('a flag goes on and off; an empty report is none', async () => {
    const setup = practiceSetup();
    const { out } = await reviewing(setup, ['f', 'f', 'r', '']);
    expect(out).toContain(
      'Flagged. You find it under Marked items.\nThe flag is off.\nWhat is wrong with this item?\nNothing was reported: the text is empty.',
    );
    expect(await setup.practice.marked(ada)).toEqual([]);
  });

  test('an option is struck out and taken back', async () => {
    const setup = practiceSetup({ catalog: bankOf(singleChoice()) });
    const { out } = await reviewing(setup, ['x 2', 'x 2', 'x 9']);
    expect(out.match(/^ {2}2 .*\(struck out\)$/gm)).toHaveLength(1);
    expect(out).toContain('"9" cannot be struck out. Type the key and the number of an option');
  });

  test('a pause stops the clock', async () => {
    const setup = practiceSetup({ catalog: bankOf(singleChoice()) });
    const lines = ['p', '', '1'];
    await reviewing(setup, [], {
      ask: async () => {
        setup.clock.advance({ seconds: lines.length === 2 ? 500 : 20 });
        return lines.shift();
      },
    });
    expect(await setup.events()).toMatchObject([{ seconds: 40 }]);
  });

  test('the session is ended with its summary, or left', async () => {
    const { out } = await reviewing(practiceSetup(), ['1', 'end']);
    expect(out).toMatch(/Session ended\.\n[01] of 1 item right in 1 minute\.\n/);
    expect((await reviewing(practiceSetup(), ['q'])).out).toMatch(/Your session waits\. .*\n$/);
  });
});

describe('in a terminal', () => {
  test('feedback stays until Enter; there the lesson can be asked for and the answer taken back', async () => {
    const setup = practiceSetup({ catalog: bankOf(singleChoice()) });
    const prompts: string[] = [];
    const lines = ['l', '1', 'g', 'what', 'l', 'u', '1', ''];
    const { out } = await reviewing(setup, [], {
      isTerminal: true,
      ask: async (prompt) => {
        prompts.push(prompt);
        return lines.shift();
      },
    });
    expect(prompts.slice(0, 4)).toEqual([
      '> ',
      '> ',
      'Press Enter to go on. ',
      'Press Enter to go on. ',
    ]);
    expect(out).toContain('Answer first: the lesson would tell.');
    expect(out).toContain('This item is answered already. Take the answer back first');
    expect(out).toContain('Press Enter to go on; ? shows what else you can type.');
    expect(out).toContain('No lesson or lab belongs to this item yet.');
    expect(await responses(setup)).toHaveLength(1);
    expect(out).toContain('All done for now.');
  });

  test('lines are broken at words and stand in under their text', async () => {
    const setup = practiceSetup({ catalog: bankOf(singleChoice()) });
    const { out } = await reviewing(setup, [], { look: { width: 40, hasColour: true } });
    expect(
      Math.max(...out.split('\n').map((line) => line.replaceAll(/\u001B\[[\d;]*m/g, '').length)),
    ).toBeLessThanOrEqual(40);
    expect(out).toContain('\u001B[1mWhich design meets these requirements?\u001B[0m');
  });
});

describe('keys', () => {
  test('are those of the browser, and a key that was chosen there holds here', async () => {
    const { enter, ...others } = OUR_KEYS;
    expect(enter).toBe('enter');
    expect(SHARED_KEYS).toEqual(others);
    const setup = practiceSetup();
    const { out } = await reviewing(setup, ['k', 'f', '?'], { keys: { flag: ['k'] } });
    expect(await setup.practice.marked(ada)).toMatchObject([{ isFlagged: true }]);
    expect(out).toMatch(/^ {2}k +flag the item/m);
  });

  test('one that is given to something else leaves the word', async () => {
    const { out } = await reviewing(practiceSetup(), ['?', 'quit'], { keys: { skip: ['q'] } });
    expect(out).toMatch(/^ {2}quit +leave; the session waits for you$/m);
    expect(out).toMatch(/Your session waits/);
  });

  test('help lists all that can be typed', async () => {
    const { out } = await reviewing(practiceSetup(), ['?']);
    const [, list = ''] = out.split('You can type, and then Enter:\n');
    expect(list.split('\n\n')[0]).toMatchInlineSnapshot(`
      "  g    you are guessing: alone before the answer, or behind it ("2 g")
        u    you are unsure; after the answer, take it back
        e    it is too easy for you
        x    strike an option out, or take that back ("x 3")
        s    skip the item for this session
        z    take back the last step, as often as you like
        w    why this item is asked now
        l    where to read on, once you have answered
        f    flag the item, or take the flag off
        n    write a note to yourself ("n look at quotas"); an empty one takes it off
        r    tell the author what is wrong with the item
        -    leave the item for tomorrow
        !    set the item aside until you resume it on the site
        p    stop the clock until you press Enter
        end  end the session with its summary
        q    leave; the session waits for you
        ?    show this list"
    `);
  });
});

describe('case texts', () => {
  test.each([
    ['<p>One <em>two</em>\nthree <code>a &#x3C; b</code>.</p>', 'One two three `a < b`.'],
    ['<p>One.</p>\n<p>Two.</p>', 'One.\n\nTwo.'],
    [
      '<p>So:</p>\n<ul>\n<li>one</li>\n<li><p>two</p></li>\n</ul>\n<p>End.</p>',
      'So:\n\n- one\n- two\n\nEnd.',
    ],
    ['<ol><li>one</li><li>two<ul><li>in</li></ul></li></ol>', '1. one\n2. two\n\n  - in'],
    [
      '<pre><code class="language-json">{\n  "a": 1\n}\n</code></pre>',
      '    {\n      "a": 1\n    }',
    ],
    ['<p>&amp;lt; &#38; &unknown;</p>', '&lt; & &unknown;'],
  ])('%s', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  test('are broken at words; code is not', () => {
    expect(wrapCase('one two three four\n\n- five six seven\n\n    a line of code', 10)).toBe(
      'one two\nthree four\n\n- five six\n  seven\n\n    a line of code',
    );
  });

  test('what stands in stays in, and no word is lost', () => {
    expect(wrap('  1  one two three', 12, '     ')).toBe('  1  one two\n     three');
    const text = 'one two three four five six seven';
    expect(wrap(text, 10, '  ').split(/\s+/)).toEqual(text.split(' '));
  });
});
