// The contract as it lies beside the daemon: its examples, and what its schemas say of a message.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';

const CONTRACT = join(import.meta.dirname, '../../main/resources/contract');

const read = (path) => JSON.parse(readFileSync(join(CONTRACT, path), 'utf8'));

export const example = (name) => read(`examples/${name}.json`);

const ajv = new Ajv({ strict: false, allErrors: true });

/** What is wrong with a message; empty: nothing. */
export function wrong(schema, message) {
  const check = ajv.getSchema(schema) ?? ajv.addSchema(read(`schemas/${schema}.schema.json`), schema).getSchema(schema);
  return check(message) ? [] : check.errors.map((each) => `${each.instancePath} ${each.message}`);
}
