/** Random trees and their children, against the same in DEAP. */
import {
  crossover,
  grow,
  limitDepth,
  mutateSubtree,
  offspring,
  type PrimitiveSet,
  rampedHalfAndHalf,
  reproduce,
  seeded,
  type Tree,
  varOr,
} from "@eznas/gp";
import { ops } from "@eznas/ops";
import { statisticNames } from "@eznas/stats";
import { noDeap, startDeap } from "../deap.ts";
import { interleave, type Turn } from "../interleave.ts";
import type { Goal, Measure } from "../measure.ts";
import { digits, median } from "../median.ts";
import type { Peer } from "../python.ts";
import { spread } from "../spread.ts";

type Request =
  | {
      readonly operations: Readonly<Record<string, number>>;
      readonly terminals: readonly string[];
      readonly parents: readonly number[];
    }
  | { readonly trees: number }
  | { readonly children: number; readonly of: number };

interface Reply {
  readonly seconds: number;
  readonly size: number;
}

const set: PrimitiveSet = { ops, terminals: statisticNames };
const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
const vary = limitDepth(
  varOr([0.4, crossover()], [0.4, mutateSubtree(grow({ minDepth: 0, maxDepth: 5 }))], [0.2, reproduce()]),
  10,
);

/** What is drawn: trees, or the children of so many parents. */
interface Job {
  readonly parents: number | undefined;
  /** Among the parents are only so many different trees. */
  readonly different?: number;
}

/** So many in a turn that each side's turn takes some 100 ms, which is long beside what interrupts it. */
const perTurn = { ours: 50_000, theirs: 3_000 };

/** DEAP with the parents of the jobs, where there is DEAP. */
async function startPeer(jobs: readonly Job[]): Promise<Peer<Request, Reply> | undefined> {
  const peer = startDeap<Request, Reply>("variation.py");
  const parents = jobs.flatMap((job) => job.parents ?? []);
  const operations = Object.fromEntries(Object.entries(ops).map(([name, { arity }]) => [name, arity]));
  await peer?.ask({ operations, terminals: statisticNames, parents });
  return peer;
}

/** A side's turn gives how many milliseconds each tree or child took; `sizes` gets the mean number of nodes. */
interface Side {
  readonly turn: Turn;
  readonly sizes: number[];
}

function ourSide({ parents: count, different = count ?? 0 }: Job, made: number): Side {
  const rng = seeded(1, "variation", count ?? "trees");
  const trees = Array.from({ length: different }, () => init(set, rng));
  const parents = Array.from({ length: count ?? 0 }, (_, i) => trees[i % different]!);
  const draw = count === undefined ? () => init(set, rng) : () => offspring(vary, parents, set, rng);
  const sizes: number[] = [];
  return {
    sizes,
    async turn() {
      const drawn: Tree[] = [];
      const start = performance.now();
      for (let i = 0; i < made; i++) drawn.push(draw());
      const time = performance.now() - start;
      sizes.push(drawn.reduce((sum, { size }) => sum + size, 0) / made);
      return [time / made];
    },
  };
}

function theirSide(peer: Peer<Request, Reply>, { parents }: Job, made: number): Side {
  const request = parents === undefined ? { trees: made } : { children: made, of: parents };
  const sizes: number[] = [];
  return {
    sizes,
    async turn() {
      const { seconds, size } = await peer.ask(request);
      sizes.push(size);
      return [(1000 * seconds) / made];
    },
  };
}

const perSecond = (milliseconds: readonly number[]): number => 1000 / median(milliseconds);
const ratios = (theirs: readonly number[], ours: readonly number[]): readonly number[] =>
  theirs.map((time, round) => time / ours[round]!);
const made = (quick: boolean) => (quick ? { ours: 500, theirs: 100 } : perTurn);

function besideDeap(name: string, what: string, job: Job): Measure {
  return {
    name,
    what,
    unit: "×",
    goal: { is: "at least", value: 10 },
    peer: "DEAP",
    async run({ quick }) {
      const rounds = quick ? 1 : 25;
      const count = made(quick);
      const peer = await startPeer([job]);
      const ours = ourSide(job, count.ours);
      const theirs = peer && theirSide(peer, job, count.theirs);
      const [mine, others] = await interleave(rounds, theirs ? [ours.turn, theirs.turn] : [ours.turn]);
      peer?.close();
      const ratio = others && ratios(others, mine!);
      const rates = (times: readonly number[]): readonly number[] => times.map((time) => 1000 / time);
      return {
        value: ratio && median(ratio),
        ours: `${digits(perSecond(mine!))}/s`,
        peer: others ? `DEAP ${digits(perSecond(others))}/s` : noDeap,
        figures: {
          "per second, quartiles (range)": spread(rates(mine!)),
          "nodes, mean": digits(median(ours.sizes)),
          ...(ratio && {
            "DEAP per second, quartiles (range)": spread(rates(others)),
            "DEAP's nodes, mean": digits(median(theirs!.sizes)),
            "ratio, quartiles (range)": spread(ratio),
          }),
          "turns each": rounds,
          "made in a turn, ours": count.ours,
          "made in a turn, DEAP's": count.theirs,
          threads: 1,
        },
      };
    },
  };
}

const curve: readonly number[] = [10, 100, 1_000, 10_000, 100_000];
const flat: Goal = { is: "at most", value: 1.5 };

const costCurve: Measure = {
  name: "children-curve",
  what: "what a child costs with 100,000 parents, over what it costs with 10",
  unit: "×",
  goal: flat,
  peer: "DEAP",
  async run({ quick }) {
    const rounds = quick ? 1 : 15;
    const count = made(quick);
    const jobs = curve.map((parents): Job => ({ parents }));
    const peer = await startPeer(jobs);
    const turns = jobs.flatMap((job) => [
      ourSide(job, count.ours).turn,
      ...(peer ? [theirSide(peer, job, count.theirs).turn] : []),
    ]);
    // As many parents, but few trees: what is left of the growth is the algorithm's, the rest is the wait for memory.
    const fewTrees = ourSide({ parents: curve.at(-1), different: curve[0]! }, count.ours);
    const times = await interleave(rounds, [...turns, fewTrees.turn]);
    peer?.close();
    const step = peer ? 2 : 1;
    const mine = curve.map((_, i) => times[i * step]!);
    const others = peer && curve.map((_, i) => times[i * step + 1]!);
    const growth = ratios(mine.at(-1)!, mine[0]!);
    return {
      value: median(growth),
      ours: `${digits(perSecond(mine.at(-1)!))}/s with 100,000 parents, ${digits(perSecond(mine[0]!))}/s with 10`,
      peer: others ? `DEAP ${digits(perSecond(others.at(-1)!))}/s, ${digits(perSecond(others[0]!))}/s` : noDeap,
      figures: {
        "growth, quartiles (range)": spread(growth),
        "growth where the 100,000 parents are 10 trees": digits(median(ratios(times.at(-1)!, mine[0]!))),
        ...Object.fromEntries(
          curve.map((parents, i) => [`per second, ${parents} parents`, digits(perSecond(mine[i]!))]),
        ),
        ...(others && {
          "DEAP's growth": digits(median(ratios(others.at(-1)!, others[0]!))),
          ...Object.fromEntries(
            curve.flatMap((parents, i) => [
              [`DEAP per second, ${parents} parents`, digits(perSecond(others[i]!))],
              [`ratio, ${parents} parents`, digits(median(ratios(others[i]!, mine[i]!)))],
              [`ratio, ${parents} parents, quartiles (range)`, spread(ratios(others[i]!, mine[i]!))],
            ]),
          ),
        }),
        "turns each": rounds,
        threads: 1,
      },
    };
  },
};

export const variation: readonly Measure[] = [
  besideDeap("trees", "random trees per second, ramped half-and-half of depth 2–6, 34 operations, 22 leaves", {
    parents: undefined,
  }),
  besideDeap("children-100", "children per second of 100 parents, VarOr, depth limit 10", { parents: 100 }),
  besideDeap("children-20000", "children per second of 20,000 parents, VarOr, depth limit 10", { parents: 20_000 }),
  costCurve,
];
