import { formatProgram, interSampleZoo, namedPrograms, program, type Vocabulary } from "@eznas/program";
import { readText } from "@eznas/ranking/node";

/**
 * The metrics of a file, one a line: texts, or names of the zoo and of the programs between samples. What stands behind a `#` is a comment.
 *
 * Rejects with an Error that begins with `file:line` for a line that is neither, and for a file without any.
 */
export async function readSeedPrograms(path: string, vocabulary: Vocabulary<string>): Promise<readonly string[]> {
  const text = await readText("seed programs", path);
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(^|\s)#.*$/, "").trim());
  const programs = lines.flatMap((line, i) => (line === "" ? [] : [canonical(line, `${path}:${i + 1}`, vocabulary)]));
  if (programs.length === 0) throw new Error(`${path}: it has no metric; write one text or name a line`);
  return programs;
}

function canonical(line: string, at: string, vocabulary: Vocabulary<string>): string {
  const named = Object.hasOwn(namedPrograms, line)
    ? namedPrograms[line]
    : Object.hasOwn(interSampleZoo, line)
      ? interSampleZoo[line]
      : undefined;
  if (named) return formatProgram(named);
  try {
    return formatProgram(program<string>(line, vocabulary));
  } catch (cause) {
    throw new Error(`${at}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
