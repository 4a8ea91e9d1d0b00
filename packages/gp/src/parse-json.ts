/** JSON from a file that anybody may have written. */

/** Lists and objects lie deeper in each other than any file of ours needs. */
export class JsonDepthError extends RangeError {
  override readonly name = "JsonDepthError";
}

/** Nested models have four levels each; nothing else comes near. */
const deepest = 200;

/**
 * What a text in JSON says, of lists and objects at most 200 deep in each other: whoever checks, compares or writes
 * them calls itself for each level.
 *
 * Throws a {@link JsonDepthError} for deeper ones, before anything is read of them, and the SyntaxError of `JSON.parse`.
 *
 * @example
 * ```ts
 * import { parseJson } from "@eznas/gp";
 *
 * parseJson('{"a": [1]}'); // → { a: [ 1 ] }
 * ```
 */
export function parseJson(text: string): unknown {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === quote) at = endOfString(text, at);
    else if (sign === bracket || sign === brace) depth++;
    else if (sign === bracket + 2 || sign === brace + 2) depth--;
    if (depth > deepest) throw new JsonDepthError(`has lists and objects more than ${deepest} deep in each other`);
  }
  return JSON.parse(text);
}

/**
 * What is wrong with a text that {@link parseJson} threw this for, as what a file is or has: for the end of a sentence.
 *
 * @example
 * ```ts
 * import { jsonProblem, parseJson } from "@eznas/gp";
 *
 * const problemOf = (text: string): string => {
 *   try {
 *     return String(parseJson(text));
 *   } catch (error) {
 *     return jsonProblem(error);
 *   }
 * };
 * problemOf("[".repeat(100_000)); // → 'has lists and objects more than 200 deep in each other'
 * ```
 */
export function jsonProblem(error: unknown): string {
  const { message } = error as Error;
  return error instanceof JsonDepthError ? message : `is no JSON: ${message}`;
}

const [quote, backslash, bracket, brace] = [0x22, 0x5c, 0x5b, 0x7b];

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === backslash) at++;
    else if (sign === quote) return at;
  }
  return text.length;
}
