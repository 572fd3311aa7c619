export interface WorkerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDir: string;
}

export type ToWorker = { readonly type: 'close' };

export type FromWorker =
  | {
      readonly type: 'listening';
      readonly url: string;
      readonly port: number;
      readonly notice?: string;
    }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'closed' };
