import { join } from 'node:path';
import type { AstroIntegration } from 'astro';

/** Where Astro's development server looks for a request's locals. */
const LOCALS = Symbol.for('astro.locals');
const ROOT = join(import.meta.dirname, '../..');

/** `npm run dev`: composes the app once, hands it to every request and reloads pages when content changes. */
export function gatewiseDev(): AstroIntegration {
  return {
    name: 'gatewise-dev',
    hooks: {
      async 'astro:server:setup'({ server, logger }) {
        // Loaded here, since a build needs the configuration without the app.
        const { composeApp } = await import('#app/compose');
        const { readConfig } = await import('#app/config');
        const app = await composeApp(readConfig(process.env, ROOT), ROOT, {
          onContent: () => server.ws.send({ type: 'full-reload' }),
        });
        logger.info(`the sandbox's AWS endpoint is ${app.sandbox.url}`);
        server.middlewares.use((request, _response, next) => {
          Reflect.set(request, LOCALS, { app });
          next();
        });
        server.httpServer?.once('close', () => void app.close());
      },
    },
  };
}
