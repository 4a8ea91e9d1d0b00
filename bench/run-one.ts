/**
 * Runs one measure in a process of its own, so that its peak memory is its own, and sends what came out to the parent.
 */
import { measures } from "./measures/index.ts";

const [name, flag] = process.argv.slice(2);
const measure = measures.find((each) => each.name === name);
if (!measure || !process.send) throw new Error(`run-one: started by main.ts with the name of a measure, got ${name}`);

const outcome = await measure.run({ quick: flag === "--quick", note: (text) => console.error(`  ${text}`) });
process.send({ outcome, peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024) });
process.disconnect();
