// Sources as tests import them: by Vite, which builds them, too.
import { dirname } from 'node:path';
import { after } from 'node:test';
import { createServer } from 'vite';

/** @param paths from the folder of the sources, as `/fleet/conditions.ts` */
export async function sources(...paths) {
  const vite = await createServer({
    root: dirname(import.meta.dirname),
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  after(() => vite.close()); // some bring others only when they are used
  return Object.assign({}, ...(await Promise.all(paths.map((path) => vite.ssrLoadModule(path)))));
}
