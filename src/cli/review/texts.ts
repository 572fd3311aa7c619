import type { ItemView } from '#app/review';
import type { Action } from './keys.ts';

const NUMBERS: Readonly<Record<number, string>> = { 2: 'TWO', 3: 'THREE', 4: 'FOUR' };
const many = (n: number) => NUMBERS[n] ?? String(n);

/** How to answer each type, behind the question. */
const how: Record<ItemView['type'], (n: number) => string> = {
  'single-choice': () => 'Type the number of your choice.',
  'multiple-response': (n) => `Choose ${many(n)}: type their numbers, for example "1 3".`,
  ordering: (n) => `Type the numbers of ${n} steps in their order, for example "3 1 2".`,
  matching: () => 'Type a letter for each number, for example "1b 2a", or the letters in order.',
  'fill-in': () => 'Type the answer.',
  'hot-spot': (n) =>
    n === 1 ? 'Type the number of the line.' : `Type the numbers of ${n} lines, for example "3 7".`,
};

const does: Record<Action, string> = {
  guessed: 'you are guessing: alone before the answer, or behind it ("2 g")',
  unsure: 'you are unsure; after the answer, take it back',
  easy: 'it is too easy for you',
  strike: 'strike an option out, or take that back ("x 3")',
  skip: 'skip the item for this session',
  undo: 'take back the last step, as often as you like',
  why: 'why this item is asked now',
  lesson: 'where to read on, once you have answered',
  flag: 'flag the item, or take the flag off',
  note: 'write a note to yourself ("n look at quotas"); an empty one takes it off',
  report: 'tell the author what is wrong with the item',
  bury: 'leave the item for tomorrow',
  suspend: 'set the item aside until you resume it on the site',
  pause: 'stop the clock until you press Enter',
  end: 'end the session with its summary',
  quit: 'leave; the session waits for you',
  help: 'show this list',
};

/** Texts of `gatewise review`. What is said of an answer is in the messages of practice. */
export const reviewTexts = {
  how,
  does,
  more: '? shows what else you can type.',
  colon: 'Put a colon before a command here, for example ":s". ? shows them.',
  helpTitle: 'You can type, and then Enter:',
  helpAnswer: 'your answer',
  goOn: 'Press Enter to go on.',
  goOnMore: 'Press Enter to go on; ? shows what else you can type.',
  prompt: '> ',
  unit: (unit: string) => `In ${unit}.`,
  noOption: (seen: string, most: number) =>
    `"${seen}" is none of the numbers here. Type one from 1 to ${most}; ? shows what else you can type.`,
  tooMany: (given: number) => `You named ${given} options, and one is wanted.`,
  twice: (number: string) => `You named ${number} twice. Name each once.`,
  noPair: (seen: string, prompts: number, targets: number) =>
    `"${seen}" is no pair. Type a number from 1 to ${prompts} with a letter from A to ${String.fromCharCode(64 + targets)}, for example "1b".`,
  struck: '(struck out)',
  noStrike: (seen: string) =>
    `"${seen}" cannot be struck out. Type the key and the number of an option, for example "x 3".`,
  confidence: {
    sure: 'Noted: you are sure.',
    unsure: 'Noted: you are unsure. Now the answer.',
    guessed: 'Noted: you are guessing. Now the answer.',
    easy: 'Noted: too easy. Now the answer.',
  },
  onlyAsking: 'This item is answered already. Take the answer back first, or press Enter to go on.',
  onlyAnswered: 'Answer first: the lesson would tell.',
  noLesson: 'No lesson or lab belongs to this item yet.',
  note: 'Your note, empty to take it off:',
  report: 'What is wrong with this item?',
  noReport: 'Nothing was reported: the text is empty.',
  nothingToUndo: 'There is no step of this session left to take back.',
  paused: 'Paused; the clock stands. Press Enter to go on.',
  left: 'Your session waits. Run the same command, or open Practice on the site, to go on.',
  inputEnded: 'The input has ended.',
  site: (url: string) => `${url} (while npm start runs)`,
  badMinutes: (seen: string) =>
    `--minutes is "${seen}", and a whole number from 1 to 600 is wanted.`,
  evidence: 'What this rests on:',
  yourNote: (note: string) => `Your note: ${note}`,
} as const;
