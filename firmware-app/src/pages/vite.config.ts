import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

// The fleet page is served by whoever has a web server, which may know nothing of these: so it says it itself. The page that holds
// an operator's key can connect to nothing; its worker, which never sees the key, is the one that is connected. Not while a page is
// written: then Vite puts styles into it.
const FLEET_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const fleetPolicy: Plugin = {
  name: 'fleet-policy',
  apply: 'build',
  transformIndexHtml: (_, { path }) =>
    path === '/fleet/index.html'
      ? [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: FLEET_POLICY }, injectTo: 'head-prepend' }]
      : [],
};

// Two pages, each a static file with its script and its style beside it: no inline script, no inline style, nothing from elsewhere,
// so that the strictest Content-Security-Policy serves. Links are relative: the folder can lie anywhere.
export default defineConfig({
  base: './',
  appType: 'mpa',
  plugins: [licences(), fleetPolicy],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  // Below fleet/, as its page: who serves both pages can let what is there, and nothing else, connect to a broker.
  worker: {
    format: 'es',
    plugins: () => [workerParts],
    rollupOptions: { output: { entryFileNames: 'fleet/[name]-[hash].js' } },
  },
  build: {
    outDir: process.env['ONECARD_PAGES_OUT'] ?? resolve(import.meta.dirname, '../../target/pages'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // an icon as a file, not as a data: address
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        simulator: resolve(import.meta.dirname, 'index.html'),
        fleet: resolve(import.meta.dirname, 'fleet/index.html'),
      },
    },
  },
  // While a page is written: `npm run dev` beside a simulator, or test/fake-server.mjs, on port 8620.
  server: { host: '127.0.0.1', fs: { allow: ['../..'] }, proxy: { '/api': { target: 'http://127.0.0.1:8620', changeOrigin: true } } },
});

/** A worker is a bundle of its own, made before the pages'. */
const inWorkers = new Set<string>();

const workerParts: Plugin = {
  name: 'worker-parts',
  generateBundle() {
    [...this.getModuleIds()].forEach((id) => inWorkers.add(id));
  },
};

interface Library {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/**
 * What others wrote that is in the scripts: under which terms in `licences.txt` beside them, and what each is in `libraries.json`, with
 * the sum that the lock file has of it. A library without terms ends the build.
 */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle() {
      const folders = new Set(
        [...inWorkers, ...this.getModuleIds()].flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
      );
      const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, { integrity?: string }>;
      };
      const brought = realpathSync(join(import.meta.dirname, 'node_modules'));
      const terms: string[] = [];
      const libraries = [...folders].sort().map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Library;
        const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
        const sum = packages[`node_modules${folder.slice(brought.length)}`]?.integrity;
        if (license === undefined) {
          this.error(`${name} ${version} comes without a licence. Next: take another library, or ask its authors.`);
        }
        if (sum?.startsWith('sha512-') !== true) {
          this.error(`the lock file has no SHA-512 of ${name} ${version}`);
        }
        terms.push(`${name} ${version}, ${license}\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()}\n`);
        return { name, version, licence: license, sha512: Buffer.from(sum.slice('sha512-'.length), 'base64').toString('hex') };
      });
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: terms.join(`\n${'-'.repeat(72)}\n\n`) });
      this.emitFile({ type: 'asset', fileName: 'libraries.json', source: `${JSON.stringify({ libraries }, null, 1)}\n` });
    },
  };
}
