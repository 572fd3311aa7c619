import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';

let compiled: Promise<WebAssembly.Module> | undefined;

const compile = () =>
  (compiled ??= WebAssembly.compile(
    readFileSync(
      createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'),
    ),
  ));

const PAGES_PER_MB = 16;
/** What QuickJS begins with; the module asks for no less. */
const INITIAL_MB = 16;
/** More than a function is ever given here, whatever its memory size. */
const MAX_MB = 128;

/**
 * QuickJS in a WebAssembly instance of its own. Its memory is bounded from outside: QuickJS's own
 * limit does not count what it allocates when it is compiled to WebAssembly.
 */
export async function createInstance(memoryMb: number): Promise<QuickJSWASMModule> {
  const wasmMemory = new WebAssembly.Memory({
    initial: INITIAL_MB * PAGES_PER_MB,
    maximum: Math.max(INITIAL_MB, Math.min(memoryMb, MAX_MB)) * PAGES_PER_MB,
  });
  return newQuickJSWASMModuleFromVariant(
    newVariant(variant, { wasmModule: await compile(), wasmMemory }),
  );
}
