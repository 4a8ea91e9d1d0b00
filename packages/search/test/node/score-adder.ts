/** A process that adds scores until it is killed, and says after each how many are in the file. */
import { setTimeout } from "node:timers/promises";
import { scoreStore } from "@eznas/search/node";

const [folder, inputs] = process.argv.slice(2) as [string, string];
const shelf = await scoreStore(folder).shelf(JSON.parse(inputs));
for (let i = 0; ; i++) {
  await shelf.add({ networks: [`theirs ${i}`], metrics: ["mean(T3)"], scores: [[{ ok: true, value: i }]] });
  process.stdout.write(`${i}\n`);
  await setTimeout(10);
}
