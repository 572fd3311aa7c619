import type { Confidence, ItemView } from '#app/review';
import { itemMessages } from '#ui/messages/items.ts';
import { actionOf, type KeyChoice } from './keys.ts';
import { reviewTexts } from './texts.ts';

/** What a line means as an answer; or what is wrong with it, in a sentence. */
export type Answered =
  { readonly response: string[]; readonly confidence?: Confidence } | { readonly problem: string };

/** How many parts a whole response has. */
export const wantedOf = (item: ItemView): number =>
  item.type === 'single-choice' ? 1 : item.choose;

/** Letters of a matching's targets. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

const CONFIDENCES = { guessed: 'guessed', unsure: 'unsure', easy: 'easy' } as const;
const confidenceOf = (choice: KeyChoice, word: string | undefined): Confidence | undefined => {
  const action = word === undefined ? undefined : actionOf(choice, word);
  return action !== undefined && action in CONFIDENCES
    ? CONFIDENCES[action as keyof typeof CONFIDENCES]
    : undefined;
};

type Ids = { readonly ids: string[] } | { readonly problem: string };

/** The parts named by their numbers: "1 3", "1,3", or "13" where no option has two digits. */
function numbered(item: ItemView, words: readonly string[]): Ids {
  const { options } = item;
  const isShort = options.length < 10 && item.type !== 'hot-spot';
  const numbers = words.flatMap((word) =>
    isShort && /^\d+$/.test(word) ? word.split('') : [word],
  );
  const ids: string[] = [];
  for (const number of numbers) {
    const id = /^\d+$/.test(number) ? options[Number(number) - 1]?.id : undefined;
    if (id === undefined) return { problem: reviewTexts.noOption(number, options.length) };
    if (ids.includes(id)) return { problem: reviewTexts.twice(number) };
    ids.push(id);
  }
  return { ids };
}

/** Pairs: "1b 2a 3a", or the letters alone in the order of the prompts: "b a a", "baa". */
function paired(
  { options, targets }: Extract<ItemView, { type: 'matching' }>,
  words: readonly string[],
): Ids {
  const isLetters = words.every((word) => /^[a-z]+$/i.test(word));
  const letters = words.join('').split('');
  const pairs = isLetters
    ? letters.map((letter, index) => [String(index + 1), letter] as const)
    : words.map((word) => {
        const [, number = '', letter = ''] = /^(\d)[=:]?([a-z])$/i.exec(word) ?? [];
        return [number, letter] as const;
      });
  const ids: string[] = [];
  for (const [index, [number, letter]] of pairs.entries()) {
    const prompt = options[Number(number) - 1];
    const target = targets.find((_, place) => letterOf(place) === letter.toUpperCase());
    if (!prompt || !target) {
      const seen = isLetters ? letter : (words[index] ?? '');
      return { problem: reviewTexts.noPair(seen, options.length, targets.length) };
    }
    if (ids.some((id) => id.startsWith(`${prompt.id}=`)))
      return { problem: reviewTexts.twice(number) };
    ids.push(`${prompt.id}=${target.id}`);
  }
  return { ids };
}

/** Reads a line as an answer to an item. How sure the learner is may stand behind it: "2 u". */
export function respond(item: ItemView, line: string, choice: KeyChoice): Answered {
  const text = line.trim();
  if (item.type === 'fill-in') {
    return text === '' ? { problem: itemMessages.missing['fill-in']() } : { response: [text] };
  }
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  // Among the letters of a matching the last may be a target: it is more than one letter too many that tells.
  const mayTell = item.type === 'matching' ? words.length > item.options.length : words.length > 1;
  const confidence = mayTell ? confidenceOf(choice, words.at(-1)) : undefined;
  const given = confidence === undefined ? words : words.slice(0, -1);
  const read = item.type === 'matching' ? paired(item, given) : numbered(item, given);
  if ('problem' in read) return read;
  const wanted = wantedOf(item);
  if (item.type === 'single-choice' && read.ids.length > 1) {
    return { problem: reviewTexts.tooMany(read.ids.length) };
  }
  if (read.ids.length !== wanted) {
    return { problem: itemMessages.missing[item.type](wanted, read.ids.length) };
  }
  return { response: read.ids, ...(confidence !== undefined && { confidence }) };
}
