import type { OptionFeedback, OptionView, Response } from '../shared.ts';
import type { FillIn } from './schema.ts';
import { isSame, keyOfFillIn, scoreFillIn } from './score.ts';

/** What the browser may see before the learner answers: whether a number is wanted, and its unit. */
export type FillInView = Pick<FillIn, 'type' | 'leadIn' | 'seconds'> & {
  readonly choose: 1;
  readonly options: readonly OptionView[];
  readonly isNumber: boolean;
  readonly unit?: string;
};

export const viewFillIn = ({ type, leadIn, seconds, answer }: FillIn): FillInView => ({
  type,
  leadIn,
  seconds,
  choose: 1,
  options: [],
  isNumber: 'number' in answer,
  ...('number' in answer && answer.unit !== undefined && { unit: answer.unit }),
});

/** The right answer, then what was typed if it is a known mistake, then the other mistakes. */
export function explainFillIn(item: FillIn, response: Response): OptionFeedback[] {
  const { answer, rationale, mistakes } = item;
  const given = response[0] ?? '';
  const unit = 'number' in answer && answer.unit !== undefined ? ` ${answer.unit}` : '';
  const { isCorrect } = scoreFillIn(item, response);
  return [
    {
      id: 'answer',
      text: `${keyOfFillIn(item)[0] ?? ''}${unit}`,
      isKey: true,
      isChosen: isCorrect,
      rationale,
      mark: '',
      ...(!isCorrect && { given }),
    },
    ...mistakes.map(({ id, answer: wrong, rationale: why, misconception }) => {
      const isChosen = !isCorrect && isSame(answer, String(wrong), given);
      const belief = isChosen && { misconception };
      return {
        id,
        text: `${String(wrong)}${unit}`,
        isKey: false,
        isChosen,
        rationale: why,
        mark: '',
        ...belief,
      };
    }),
  ];
}
