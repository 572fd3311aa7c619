import { count } from './words.ts';

/** Texts of the single types of question, in practice and in exams. */
export const itemMessages = {
  /** What to do, beside the question. */
  task: {
    'single-choice': () => 'Choose one.',
    'multiple-response': (n: number) => `Choose ${NUMBERS[n] ?? n}.`,
    ordering: (n: number) => `Press ${n} steps in their order.`,
    matching: () => 'Choose a letter for each.',
    'fill-in': () => 'Type the answer.',
    'hot-spot': (n: number) => `Mark ${count(n, 'line')}.`,
  },
  /** What is missing when an answer is sent too early. */
  missing: {
    'single-choice': () => 'Choose an option first.',
    'multiple-response': (n: number, given: number) =>
      `Choose ${n} options; ${given} chosen so far.`,
    ordering: (n: number, given: number) => `Put ${n} steps in order; ${given} placed so far.`,
    matching: (n: number, given: number) => `Pair all ${n}; ${given} paired so far.`,
    'fill-in': () => 'Type an answer first.',
    'hot-spot': (n: number, given: number) => `Mark ${count(n, 'line')}; ${given} marked so far.`,
  },
  format: (exams: readonly string[]) =>
    exams.length === 0 ? 'Practice format' : `Exam format: ${exams.join(', ')}`,
  formatHelp: 'Not a format of the AWS exams: it trains the same knowledge in another way.',
  placed: (n: number, of: number) => `${n} of ${of} placed`,
  place: (place: number) => `Place ${place}`,
  noPlace: 'Not placed',
  earlier: (text: string) => `Move earlier: ${text}`,
  later: (text: string) => `Move later: ${text}`,
  targets: 'Pair with',
  answer: 'Your answer',
  lines: 'Listing',
  strike: (text: string) => `Strike out: ${text}`,
  marked: (n: number, of: number) => `${n} of ${count(of, 'line')} marked`,
  wanted: (text: string) => `Right: ${text}`,
  given: (text: string) => `You: ${text}`,
  belief: (text: string) => `Behind this choice: ${text}`,
} as const;

/** AWS writes how many to choose in capitals. */
const NUMBERS: Readonly<Record<number, string>> = { 2: 'TWO', 3: 'THREE', 4: 'FOUR' };
