import type { OptionFeedback, OptionView, Response } from '../shared.ts';
import { linesOf, type HotSpot } from './schema.ts';
import { lineId } from './score.ts';

/** What the browser may see before the learner answers: the listing, and how many lines to mark. */
export type HotSpotView = Pick<HotSpot, 'type' | 'leadIn' | 'seconds' | 'choose' | 'language'> & {
  /** Every line in order, empty ones too, which cannot be marked. */
  readonly options: readonly OptionView[];
};

export const listingOf = ({ listing }: HotSpot): OptionView[] =>
  linesOf(listing).map((text, index) => ({ id: lineId(index + 1), text }));

export const viewHotSpot = (item: HotSpot): HotSpotView => ({
  type: item.type,
  leadIn: item.leadIn,
  seconds: item.seconds,
  choose: item.choose,
  language: item.language,
  options: listingOf(item),
});

const asCode = (text: string) => (text.includes('`') ? text.trim() : `\`${text.trim()}\``);

/** The lines that were judged by the author or marked by the learner, from the top. */
export const explainHotSpot = (item: HotSpot, response: Response): OptionFeedback[] =>
  listingOf(item).flatMap(({ id, text }, index) => {
    const judged = item.lines.find(({ line }) => line === index + 1);
    const isChosen = response.includes(id);
    if (!judged && !isChosen) return [];
    const { misconception } = judged ?? {};
    return [
      {
        id,
        text: asCode(text),
        isKey: judged?.correct === true,
        isChosen,
        rationale: judged?.rationale ?? item.rest,
        mark: String(index + 1),
        // "Right" and "wrong" would be about the line itself, where the question asks for a wrong one.
        wanted: judged?.correct ? 'this line' : 'not this line',
        ...(isChosen && !judged?.correct && { given: 'this line' }),
        ...(isChosen && misconception !== undefined && { misconception }),
      },
    ];
  });
