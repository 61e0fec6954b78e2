/** What a command is made of. */
export type Json = string | number | boolean | { readonly [name: string]: Json };

/** The canonical form of RFC 8785: members sorted, no blanks. A signature is over exactly these bytes, in UTF-8. */
export function canonical(value: Json): string {
  if (typeof value !== 'object') {
    return JSON.stringify(value);
  }
  const members = Object.keys(value)
    .sort() // by UTF-16 units, as the standard has it
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name]!)}`);
  return `{${members.join(',')}}`;
}
