// Whether AsyncAPI's own parser accepts a document with all that it refers to. Exit status 1 if it does not, or if it would
// accept any of the broken ones below, since then it had said nothing.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const [ERROR, WARNING] = [0, 1];

const BROKEN = {
  'an operation on no channel': ['#/channels/status', '#/channels/nowhere'],
  'a payload without its schema': ['status.schema.json', 'nowhere.schema.json'],
  'an action there is not': ['action: send', 'action: shout'],
  'an address with an unknown parameter': ['{device}/status', '{nobody}/status'],
};

const file = process.argv[2];
const text = readFileSync(file, 'utf8');
const parser = new Parser();

async function objections(document) {
  const { diagnostics } = await parser.parse(document, { source: file });
  return diagnostics.filter((it) => it.severity === ERROR || it.severity === WARNING);
}

let good = true;
for (const it of await objections(text)) {
  const at = `${file}:${it.range.start.line + 1}:${it.range.start.character + 1}`;
  console.error(`${at}: ${it.path.join('.')}: ${it.message} (${it.code})`);
  good = false;
}
for (const [what, [right, wrong]] of Object.entries(BROKEN)) {
  const broken = text.replace(right, wrong);
  if (broken === text || (await objections(broken)).length === 0) {
    console.error(`scripts/asyncapi/check.mjs: ${what} must be refused, but is not; look at BROKEN`);
    good = false;
  }
}
process.exit(good ? 0 : 1);
