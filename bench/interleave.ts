/** What a side measured in one turn, in milliseconds. */
export type Turn = () => Promise<readonly number[]>;

/**
 * Takes turns, A B A B …, so that whatever else the machine does falls on all sides alike. The first round is for
 * warming up and is thrown away.
 */
export async function interleave(rounds: number, sides: readonly Turn[]): Promise<readonly (readonly number[])[]> {
  const taken: number[][] = sides.map(() => []);
  for (let round = 0; round <= rounds; round++)
    for (const [i, turn] of sides.entries()) {
      const times = await turn();
      if (round > 0) taken[i]!.push(...times);
    }
  return taken;
}

/** The milliseconds of each of several runs. */
export async function timed(runs: number, run: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times;
}
