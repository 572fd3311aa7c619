export const unknownExam = (exam: string, known: readonly string[]) =>
  `There is no exam "${exam}" here. Choose one of: ${known.join(', ')}.`;

export const inFuture = (date: string) =>
  `${date} is still to come. Tell your result once you have sat the exam.`;

export const inPast = (date: string) =>
  `${date} is over. Give a day that is still to come, or none.`;
