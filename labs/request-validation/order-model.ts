/** Models are JSON Schema draft 4 and are judged by what they let through, not by how they are written. */
import type { Model } from '@aws-sdk/client-api-gateway';
import AjvDraft04, { type ValidateFunction } from 'ajv-draft-04';

/** Tells whether a body fits the model. */
export type FitsModel = (body: string) => boolean;

/** A model that can be asked, or why it cannot. */
export type ReadyModel =
  | { readonly fits: FitsModel; readonly problem?: never }
  | { readonly fits?: never; readonly problem: string };

/** How models of one API refer to each other: `https://apigateway.amazonaws.com/restapis/{id}/models/{name}`. */
const MODEL_URL =
  /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([A-Za-z0-9]+)(#.*)?$/;

function schemaOf({ schema = '{}' }: Model): Record<string, unknown> {
  const parsed: unknown = JSON.parse(schema, (key, value: unknown) => {
    const url = key === '$ref' && typeof value === 'string' ? MODEL_URL.exec(value) : null;
    return url ? `model:${url[1]}${url[2] ?? ''}` : value;
  });
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

function compile(model: Model, models: readonly Model[]): ValidateFunction {
  const ajv = new AjvDraft04({ strict: false, logger: false, validateFormats: false });
  for (const other of models) {
    if (other === model) continue;
    try {
      ajv.addSchema(schemaOf(other), `model:${other.name ?? ''}`);
    } catch {
      // A broken model breaks those that refer to it, and no other.
    }
  }
  return ajv.compile(schemaOf(model));
}

/** @param models all of the API, since one may refer to another */
export function prepareModel(model: Model, models: readonly Model[]): ReadyModel {
  try {
    const validate = compile(model, models);
    return { fits: (body) => validate(JSON.parse(body)) === true };
  } catch (fault) {
    return { problem: fault instanceof Error ? fault.message : String(fault) };
  }
}
