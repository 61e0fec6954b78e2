// A real mosquitto of its own, with a listener for devices and one for browsers, and a server for the built pages.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, createServer as listening } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { extname, join, normalize } from 'node:path';

/** Where Debian has it, who is not root does not look. */
const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

async function freePort() {
  const server = listening().listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

function answers(port) {
  return new Promise((answered) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => answered(true)).once('error', () => answered(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** @param password of user `watcher`, who alone may then listen over WebSocket; absent: anybody may */
export async function broker({ password } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'onecard-fleet-'));
  const [tcp, ws] = [await freePort(), await freePort()];
  const users = join(folder, 'users');
  if (password !== undefined) {
    await writeFile(users, '');
    await new Promise((done) => spawn('mosquitto_passwd', ['-b', users, 'watcher', password]).once('exit', done));
  }
  await writeFile(
    join(folder, 'mosquitto.conf'),
    [
      `user ${userInfo().username}`, // root's would become another user's, who may not read the file of users
      'per_listener_settings true',
      'persistence false',
      'log_type error',
      `listener ${tcp} 127.0.0.1`,
      'allow_anonymous true',
      `listener ${ws} 127.0.0.1`,
      'protocol websockets',
      ...(password === undefined ? ['allow_anonymous true'] : ['allow_anonymous false', `password_file ${users}`]),
      '',
    ].join('\n'),
  );
  let server;
  const start = async () => {
    server = spawn('mosquitto', ['-c', join(folder, 'mosquitto.conf')], { env: ENV, stdio: ['ignore', 'ignore', 'inherit'] });
    while (!(await answers(tcp)) || !(await answers(ws))) {
      if (server.exitCode !== null) {
        throw new Error(`mosquitto ended with ${server.exitCode}`);
      }
    }
  };
  const end = () =>
    new Promise((ended) => {
      server.once('exit', ended);
      server.kill();
    });
  await start();
  return {
    url: `mqtt://127.0.0.1:${tcp}`,
    ws: `ws://127.0.0.1:${ws}`,
    start,
    end,
    stop: async () => {
      await end();
      await rm(folder, { recursive: true });
    },
  };
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** As any web server serves static files. */
export async function served(folder) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    try {
      const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
      const bytes = await readFile(file);
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
