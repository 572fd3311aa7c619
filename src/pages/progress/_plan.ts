import { z } from 'zod';

/** The plan as a form sends it. An empty day means none; unknown exams are for the use case to refuse. */
export const PlanForm = z.object({
  date: z.union([z.literal('').transform(() => undefined), z.iso.date()]).optional(),
  minutes: z.coerce.number().int().min(1).max(600),
  exams: z.array(z.string().min(1).max(20)).max(20),
});

/** @returns undefined when it is no plan */
export function planFrom(fields: FormData | URLSearchParams) {
  const parsed = PlanForm.safeParse({
    date: fields.get('date') ?? undefined,
    minutes: fields.get('minutes'),
    exams: fields.getAll('exams'),
  });
  if (!parsed.success) return undefined;
  const { date, minutes, exams } = parsed.data;
  return { examDate: date, minutesPerDay: minutes, exams };
}
