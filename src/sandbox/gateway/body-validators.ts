import AjvDraft04, { type ValidateFunction } from 'ajv-draft-04';
import type { Model } from '../services/apigateway/state.ts';

/** Why a body does not fit its model. */
export type BodyCheck =
  { readonly ok: true } | { readonly ok: false; readonly problems: readonly string[] };

/** Validates bodies by the models of one deployment (JSON Schema draft 4). */
export interface BodyValidators {
  /**
   * @param modelName a key of the deployment's models
   * @returns undefined when there is no such model
   */
  check(modelName: string, body: string): BodyCheck | undefined;
}

type Prepared = ValidateFunction | { readonly broken: string };

/** @param models compiled one by one, each when it is first used */
export function createBodyValidators(models: Readonly<Record<string, Model>>): BodyValidators {
  const prepared = new Map<string, Prepared>();
  const prepare = (name: string, model: Model): Prepared => {
    const known = prepared.get(name);
    if (known) return known;
    const fresh = compileModel(model, models);
    prepared.set(name, fresh);
    return fresh;
  };
  return {
    check(modelName, body) {
      const model = Object.hasOwn(models, modelName) ? models[modelName] : undefined;
      if (!model) return undefined;
      const validator = prepare(modelName, model);
      if ('broken' in validator) return { ok: false, problems: [validator.broken] };
      return checkBody(validator, body);
    },
  };
}

function compileModel(model: Model, models: Readonly<Record<string, Model>>): Prepared {
  try {
    const ajv = new AjvDraft04({
      strict: false,
      allErrors: true,
      logger: false,
      validateFormats: false,
    });
    for (const other of Object.values(models)) {
      if (other.name !== model.name) addReference(ajv, other);
    }
    return ajv.compile(parseSchema(model.schema));
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : String(fault);
    return {
      broken: `Model "${model.name}" is not a usable JSON Schema draft 4 document: ${detail}`,
    };
  }
}

/** Models refer to each other as `https://apigateway.amazonaws.com/restapis/{id}/models/{name}`. */
function addReference(ajv: AjvDraft04, model: Model): void {
  try {
    ajv.addSchema(parseSchema(model.schema), `model:${model.name}`);
  } catch {
    // A broken model breaks the models that refer to it, and no other.
  }
}

const MODEL_URL =
  /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([A-Za-z0-9]+)(#.*)?$/;

function parseSchema(text: string | undefined): Record<string, unknown> {
  const schema: unknown = JSON.parse(text ?? '{}', (key, value: unknown) => {
    const url = key === '$ref' && typeof value === 'string' ? MODEL_URL.exec(value) : null;
    return url ? `model:${url[1]}${url[2] ?? ''}` : value;
  });
  return typeof schema === 'object' && schema !== null ? { ...schema } : {};
}

function checkBody(validate: ValidateFunction, body: string): BodyCheck {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { ok: false, problems: ['Unable to parse JSON: the body is not a JSON document.'] };
  }
  if (validate(value)) return { ok: true };
  const problems = (validate.errors ?? []).map(({ instancePath, message = 'is not valid' }) =>
    `${instancePath === '' ? 'object' : instancePath} ${message}`.replaceAll("'", '"'),
  );
  return { ok: false, problems };
}
