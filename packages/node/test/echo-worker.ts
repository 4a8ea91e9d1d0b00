/** A worker for the tests of lanes: it answers, fails or dies, as the job says. */
import { existsSync, writeFileSync } from "node:fs";
import { threadId, workerData } from "node:worker_threads";
import { lane } from "../src/lanes.ts";

export interface EchoJob {
  readonly value: number;
  readonly fails?: boolean;
  /** Dies always, or, where it names a file, only while that file is not there. */
  readonly dies?: true | string;
  readonly milliseconds?: number;
}

export interface Echo {
  readonly value: number;
  readonly data: unknown;
  readonly threadId: number;
}

export default lane(async ({ value, fails, dies, milliseconds = 0 }: EchoJob): Promise<Echo> => {
  if (dies === true) process.exit(7);
  if (dies !== undefined && !existsSync(dies)) {
    writeFileSync(dies, "");
    process.exit(7);
  }
  if (fails) throw new RangeError(`job ${value} cannot be done`);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return { value, data: workerData, threadId };
});
