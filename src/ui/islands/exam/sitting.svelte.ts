import { examMessages as text } from '#ui/messages/exams.ts';
import { createStopwatch, type Stopwatch } from '../practice/stopwatch.ts';
import { ExamProblem, handIn, saveQuestion } from './client.ts';
import type { ExamQuestionView, RunningExam, SaveReply } from './view.ts';

/** Seconds between a lost request and the next try by itself. */
const RETRY_AFTER = 5;

interface Working extends ExamQuestionView {
  /** Differs from what the server acknowledged. */
  readonly isDirty: boolean;
  /** Seconds spent here that were not sent yet. */
  readonly unsent: number;
}

const working = (question: ExamQuestionView): Working => ({
  ...question,
  isDirty: false,
  unsent: 0,
});

type Mark = Pick<ExamQuestionView, 'response' | 'flagged' | 'struck'>;

/**
 * What the exam island draws and may ask for: every change is sent at once, one request at a time.
 * @param begun the exam as the server sent it with the page
 * @param onover called once, when the exam is over
 */
export function createSitting(begun: () => RunningExam, onover: () => void) {
  const exam = begun();
  let questions = $state.raw<readonly Working[]>(exam.questions.map(working));
  let position = $state(0);
  let secondsLeft = $state(exam.secondsLeft);
  let isSaving = $state(false);
  let isOver = $state(false);
  let notice = $state<string>();
  let problem = $state<string>();
  let stopwatch: Stopwatch | undefined;
  /** When the server last said how much time is left, on this page's own clock. */
  let heard = { at: 0, left: exam.secondsLeft };
  let lostAt: number | undefined;

  const current = () => questions[position];
  /** A question that was taken out has nothing left to say. */
  const isPending = ({ item, isDirty, unsent }: Working) =>
    item !== undefined && (isDirty || unsent >= 1);

  function put(at: number, change: Partial<Working>): void {
    const question = questions[at];
    if (question) questions = questions.with(at, { ...question, ...change });
  }

  function over(): void {
    if (isOver) return;
    isOver = true;
    onover();
  }

  function hear(left: number): void {
    heard = { at: performance.now(), left };
    secondsLeft = left;
  }

  /** Takes the time since the last look to the question on the screen. */
  function lap(): void {
    const question = current();
    if (question) put(position, { unsent: question.unsent + (stopwatch?.seconds() ?? 0) });
    stopwatch?.restart();
  }

  function take(at: number, sent: Working, reply: SaveReply): void {
    hear(reply.secondsLeft);
    if (reply.message !== undefined && reply.outcome !== 'already-saved') notice = reply.message;
    if (reply.outcome === 'time-up' || reply.outcome === 'submitted') return over();
    const now = questions[at];
    if (!now || !reply.question) throw new ExamProblem(reply.message ?? text.network);
    const { response, flagged, struck } = now;
    const isSame = response === sent.response && flagged === sent.flagged && struck === sent.struck;
    const isTaken = reply.outcome === 'ok' || reply.outcome === 'already-saved';
    questions = questions.with(at, {
      ...working(reply.question),
      // What was changed while the request was on its way stays, and is sent next.
      ...(isTaken && !isSame && { response, flagged, struck, isDirty: true }),
      unsent: now.unsent - sent.unsent,
    });
  }

  /** Sends what is not saved yet, one question after the other. */
  async function flush(): Promise<void> {
    if (isSaving || isOver) return;
    isSaving = true;
    problem = undefined;
    try {
      for (;;) {
        const at = questions.findIndex(isPending);
        const question = questions[at];
        if (!question || isOver) break;
        const { saveId, revision, response, flagged, struck, unsent } = question;
        const save = { saveId, position: at, revision, response, flagged, struck, seconds: unsent };
        take(at, question, await saveQuestion(exam.attemptId, save));
      }
      lostAt = undefined;
    } catch (error) {
      problem = error instanceof ExamProblem ? error.message : text.network;
      lostAt = performance.now();
    } finally {
      isSaving = false;
    }
  }

  function mark(change: Partial<Mark>): void {
    const question = current();
    if (!question?.item || isOver) return;
    notice = undefined;
    put(position, { ...change, isDirty: true });
    lap();
    void flush();
  }

  return {
    get questions(): readonly ExamQuestionView[] {
      return questions;
    },
    get position() {
      return position;
    },
    get current(): ExamQuestionView | undefined {
      return current();
    },
    get secondsLeft() {
      return secondsLeft;
    },
    get state(): 'saving' | 'saved' | 'unsaved' {
      return isSaving ? 'saving' : questions.some(({ isDirty }) => isDirty) ? 'unsaved' : 'saved';
    },
    get isOver() {
      return isOver;
    },
    get notice() {
      return notice;
    },
    get problem() {
      return problem;
    },

    /** Begins to count. Call once the page is there. */
    begin() {
      stopwatch = createStopwatch();
      hear(exam.secondsLeft);
    },
    /** Call every second: moves the clock, tries a lost save again, ends the exam with its time. */
    tick() {
      if (isOver) return;
      const now = performance.now();
      secondsLeft = Math.max(0, heard.left - (now - heard.at) / 1000);
      if (lostAt !== undefined && now - lostAt > RETRY_AFTER * 1000) void flush();
      if (secondsLeft <= 0) over();
    },
    goTo(at: number) {
      if (at < 0 || at >= questions.length || at === position) return;
      lap();
      position = at;
      notice = undefined;
      void flush();
    },
    choose: (response: readonly string[]) => mark({ response }),
    flag: () => mark({ flagged: !current()?.flagged }),
    strike: (id: string) => {
      const struck = current()?.struck ?? [];
      mark({
        struck: struck.includes(id) ? struck.filter((one) => one !== id) : [...struck, id],
      });
    },
    retry: flush,
    /** Sends what is left, and hands in. */
    async handIn() {
      lap();
      await flush();
      if (isOver || problem !== undefined) return;
      try {
        await handIn(exam.attemptId);
        over();
      } catch (error) {
        problem = error instanceof ExamProblem ? error.message : text.network;
      }
    },
  };
}

export type Sitting = ReturnType<typeof createSitting>;
