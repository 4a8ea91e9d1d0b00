/** A file of blocks of scores that is only added to, by several processes at once. */

import { createHash } from "node:crypto";
import { appendFileSync, closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import { parseJson } from "@eznas/gp";
import { explainFileError, withLock } from "@eznas/node";
import type { ScoreBlock, StoredScore } from "./score-block.ts";

export interface ScoreLog {
  /** Tells what others have added. */
  lookAgain(): void;
  /** Resolves when the block is in the file; what others have added meanwhile is told, too. */
  add(block: ScoreBlock): Promise<void>;
}

/** As much of a file is read at a time, unless a line is longer. */
const chunkBytes = 2 ** 23;

/**
 * Opens a file, or begins it with a line of what it is about; tells the blocks that it has and those that others add.
 */
export function openScoreLog(path: string, about: string, onBlock: (block: ScoreBlock) => void): ScoreLog {
  /** Up to where this process knows the file: the end of a line. */
  let known = 0;
  const waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();

  const catchUp = (file: number, { cuts }: { readonly cuts: boolean }): void => {
    const { size } = fstatSync(file);
    if (size < known) known = 0; // somebody has begun it anew
    for (let room = chunkBytes; known < size; ) {
      const buffer = Buffer.allocUnsafe(Math.min(room, size - known));
      const read = readSync(file, buffer, 0, buffer.length, known);
      const end = buffer.subarray(0, read).lastIndexOf(0x0a) + 1;
      for (const line of buffer.toString("utf8", 0, end).split("\n")) {
        const block = readLine(line);
        if (block) onBlock(block);
      }
      known += end;
      if (read === 0 || (end === 0 && known + read >= size)) break;
      if (end === 0) room *= 2;
    }
    if (known < size && cuts) ftruncateSync(file, known); // what a killed process left of its line
  };

  // Not one call after the other through the thread pool: others wait for the lock.
  const write = (): Promise<void> =>
    withLock(`${path}.lock`, {}, async () => {
      if (waiting.length === 0) return;
      const lines = [...waiting];
      const file = openSync(path, "a+");
      try {
        catchUp(file, { cuts: true });
        const text = Buffer.from((known === 0 ? `${sealed(about)}\n` : "") + lines.join(""));
        appendFileSync(file, text);
        known += text.length;
        waiting.splice(0, lines.length);
      } finally {
        closeSync(file);
      }
    }).catch((error: unknown) => {
      throw explainFileError(error, path, "the scores that it has stay, and the same command goes on");
    });

  const lookAgain = (): void => {
    if (!existsSync(path)) return;
    const file = openSync(path, "r");
    try {
      catchUp(file, { cuts: false });
    } finally {
      closeSync(file);
    }
  };
  lookAgain();
  return {
    lookAgain,
    add(block) {
      waiting.push(`${sealed(encode(block))}\n`);
      // One write at a time; it takes along what came while it waited.
      writing = writing.catch(() => {}).then(write);
      return writing;
    },
  };
}

/** A line that shows whether it is whole. */
const sealed = (json: string): string => `${sealOf(json)} ${json}`;

const sealOf = (json: string): string => createHash("sha256").update(json).digest("hex").slice(0, 8);

function readLine(line: string): ScoreBlock | undefined {
  const json = line.slice(9);
  if (line.slice(0, 8) !== sealOf(json)) return undefined;
  const { networks, metrics, scores } = parseJson(json) as Partial<Encoded>;
  if (!networks || !metrics || !scores) return undefined;
  return { networks, metrics, scores: scores.map((row) => row.map(decodeScore)) };
}

interface Encoded {
  readonly networks: readonly string[];
  readonly metrics: readonly string[];
  readonly scores: readonly (readonly EncodedScore[])[];
}

/** A text is a number that JSON lacks. */
type EncodedScore = number | string | { readonly reason: string };

function encode({ networks, metrics, scores }: ScoreBlock): string {
  const rows = scores.map((row) => `[${row.map(encodeScore).join(",")}]`);
  return `{"networks":${JSON.stringify(networks)},"metrics":${JSON.stringify(metrics)},"scores":[${rows.join(",")}]}`;
}

function encodeScore(score: StoredScore): string {
  if (score.ok) return numberText(score.value);
  const { ok, ...failure } = score;
  return JSON.stringify(failure);
}

/** JSON writes every other double so that it is read as the same. */
function numberText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}

function decodeScore(written: EncodedScore): StoredScore {
  if (typeof written === "object") return { ...written, ok: false };
  return { ok: true, value: Number(written) };
}
