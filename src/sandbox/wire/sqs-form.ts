import { readForm, type Form } from './query.ts';
import type { RawUrl } from './url.ts';

/** `SendMessageBatchRequestEntry.1.Id`: entries of a batch are named after their operation. */
const ENTRY = /^\w+BatchRequestEntry\./;

/** @returns the fields of a form-encoded call of SQS; the path names the queue when no field does */
export function readSqsForm({ path, query }: RawUrl, body: Uint8Array): Form {
  const form = new Map(
    [...readForm(query, body)].map(([name, value]) => [name.replace(ENTRY, 'Entries.'), value]),
  );
  if (!form.has('QueueUrl') && path !== '/') form.set('QueueUrl', path);
  return form;
}
