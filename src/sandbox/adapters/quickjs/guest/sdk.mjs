// @aws-sdk/client-* for handlers: one module for every service, over the sandbox's own models. Runs inside QuickJS.
import { base64Decode, base64Encode, bytesOf } from './text.mjs';
import { documentModule, marshallModule } from './document-client.mjs';

/** JSON with what JSON lacks: bytes and dates. */
function encode(value) {
  return JSON.stringify(value, function (key, one) {
    const raw = this[key];
    if (raw instanceof Date) return { $date: raw.getTime() };
    if (raw instanceof ArrayBuffer || ArrayBuffer.isView(raw))
      return { $bytes: base64Encode(bytesOf(raw)) };
    return one;
  });
}

const decode = (text) =>
  JSON.parse(text, (_, one) => {
    if (typeof one !== 'object' || one === null) return one;
    if (typeof one.$date === 'number') return new Date(one.$date);
    if (typeof one.$bytes === 'string') return payload(base64Decode(one.$bytes));
    return one;
  });

/** Bytes of an answer, with what streams of the real SDK offer. */
const payload = (bytes) =>
  Object.defineProperty(bytes, 'transformToString', {
    value: async (encoding) =>
      encoding === 'base64' ? base64Encode(bytes) : new TextDecoder().decode(bytes),
  });

const lowerFirst = (name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** @param host `sdk(packageName)` describes a service, `call(…)` starts a call */
export function createSdk(host) {
  const modules = new Map();
  const waiting = new Map();
  let last = 0;

  function send(model, errors, operation, input, config) {
    return new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject, errors });
      const options = { region: config.region, endpoint: config.endpoint };
      host.call(last, model.service, operation, encode(input ?? {}), encode(options));
    });
  }

  function build(model) {
    const ServiceException = class extends Error {};
    const errors = new Map([['', ServiceException]]);
    const exports = { [`${model.prefix}ServiceException`]: ServiceException };
    for (const name of model.errors) {
      const One = { [name]: class extends ServiceException {} }[name];
      errors.set(name, One);
      exports[name] = One;
    }
    const Client = class {
      constructor(config = {}) {
        this.config = config;
        this.middlewareStack = { add() {}, use() {}, remove() {} };
      }
      send(command, ...rest) {
        const operation = command?.constructor?.operationName;
        const promise = operation
          ? send(model, errors, operation, command.input, this.config)
          : Promise.reject(
              new TypeError('send() takes a command, such as new GetItemCommand(input).'),
            );
        const callback = rest.findLast((one) => typeof one === 'function');
        if (!callback) return promise;
        promise.then((output) => callback(null, output), callback);
      }
      destroy() {}
    };
    const Aggregated = class extends Client {};
    exports[`${model.prefix}Client`] = Client;
    exports[model.prefix] = Aggregated;
    for (const name of model.operations) {
      const Command = {
        [`${name}Command`]: class {
          static operationName = name;
          constructor(input = {}) {
            this.input = input;
          }
        },
      }[`${name}Command`];
      exports[`${name}Command`] = Command;
      Aggregated.prototype[lowerFirst(name)] = function (input, ...rest) {
        return this.send(new Command(input), ...rest);
      };
    }
    return exports;
  }

  /** @returns the module's exports, or undefined for a package that is none of the SDK's */
  function load(name) {
    if (name === '@aws-sdk/util-dynamodb') return marshallModule;
    const known = modules.get(name);
    if (known) return known;
    const isDocument = name === '@aws-sdk/lib-dynamodb';
    const text = host.sdk(isDocument ? '@aws-sdk/client-dynamodb' : name);
    if (text === '') return undefined;
    const built = isDocument
      ? documentModule(load('@aws-sdk/client-dynamodb'))
      : build(JSON.parse(text));
    modules.set(name, built);
    return built;
  }

  /** The host has an answer. */
  function settle(id, isOk, text) {
    const call = waiting.get(id);
    if (!call) return;
    waiting.delete(id);
    const value = decode(text);
    if (isOk) {
      call.resolve({ ...value, $metadata: { httpStatusCode: 200, attempts: 1 } });
      return;
    }
    const One = call.errors.get(value.code) ?? call.errors.get('');
    call.reject(
      Object.assign(new One(value.message), {
        name: value.code,
        $fault: value.status >= 500 ? 'server' : 'client',
        $metadata: { httpStatusCode: value.status, attempts: 1 },
      }),
    );
  }

  return { load, settle, isWaiting: () => waiting.size > 0 };
}
