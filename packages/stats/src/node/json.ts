/** JSON from a file that may be damaged: anything but what is asked for is a DatasetError with the file's path. */
import { JsonDepthError, parseJson as parsed } from "@eznas/gp";
import { DatasetError } from "./dataset-error.ts";

export function utf8(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DatasetError(path, "is not UTF-8 text where it should be", { cause });
  }
}

/** A JSON object from text; `what` names it in the error. */
export function parseObject(path: string, what: string, text: string): Record<string, unknown> {
  const value = parseJson(path, what, text);
  if (!isRecord(value)) throw new DatasetError(path, `${what} is no JSON object`);
  return value;
}

export function parseJson(path: string, what: string, text: string): unknown {
  try {
    return parsed(text);
  } catch (cause) {
    const problem = cause instanceof JsonDepthError ? cause.message : "is no JSON";
    throw new DatasetError(path, `${what} ${problem}`, { cause });
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
