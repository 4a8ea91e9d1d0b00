/** Published proxies, each and together, against the same in PyTorch. */
import { engineForMany } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { proxyNamed, scoreProxies } from "@eznas/proxies";
import { inputsFor } from "@eznas/ranking";
import { nasBench201 } from "@eznas/spaces";
import { heavy } from "../cells.ts";
import { interleave, type Turn, timed } from "../interleave.ts";
import type { Goal, Measure } from "../measure.ts";
import { digits, median } from "../median.ts";
import { spread } from "../spread.ts";
import { noTorch, startTorch } from "../torch.ts";

interface Request {
  readonly cell: string;
  readonly batch: number;
  readonly proxy: string;
}

interface Reply {
  readonly times: readonly number[];
  readonly value: number;
}

/** By PyTorch's names; AZ-NAS's measures are of one pass there and here. */
const each: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ["grad_norm", "snip", "grasp", "fisher", "synflow", "jacob_cov", "naswot", "zico", "swap", "meco"].map((name) => [
      name,
      [name],
    ]),
  ),
  az_nas: ["az_expressivity", "az_progressivity", "az_trainability"],
};

/** What is taken in turns: the proxies of one pass, that read a batch, and all. */
const together: Readonly<Record<string, readonly string[]>> = {
  "grad_norm, snip and fisher": ["grad_norm", "snip", "fisher"],
  "all that read one pass": ["grad_norm", "snip", "grasp", "fisher", "jacob_cov", "naswot", "swap"],
  all: Object.keys(each),
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);

function proxyMeasure(
  name: string,
  what: string,
  batch: number,
  groups: Readonly<Record<string, readonly string[]>>,
  goal: Goal,
): Measure {
  return {
    name,
    what: `${what}, heavy network, batch ${batch}`,
    unit: "×",
    goal,
    async run({ quick, note }) {
      const rounds = quick ? 1 : 5;
      await useBackend("wasm");
      const space = nasBench201();
      const model = space.build(space.parse(heavy), seeded(1, "weights", heavy));
      const { D } = await inputsFor({ images: "photographs", batch, seed: 1, shape: space.inputShape });
      const labels = Array.from({ length: batch }, (_, i) => i % 10);
      const torch = startTorch<Request, Reply>("proxies.py");
      const engine = engineForMany();
      const ours =
        (names: readonly string[]): Turn =>
        () =>
          timed(1, () =>
            scoreProxies(
              names.flatMap((proxy) => each[proxy]!).map(proxyNamed),
              model,
              { images: D, labels },
              () => seeded(1),
              { engine },
            ),
          );
      const theirs =
        (names: readonly string[]): Turn =>
        async () => {
          const times: number[] = [];
          for (const proxy of names) times.push(sum((await torch!.ask({ cell: heavy, batch, proxy })).times));
          return [sum(times)];
        };
      const ratios: number[] = [];
      const [mine, peers]: [number[], number[]] = [[], []];
      const figures: Record<string, string | number> = {};
      for (const [group, names] of Object.entries(groups)) {
        const [own, peer] = await interleave(rounds, torch ? [ours(names), theirs(names)] : [ours(names)]);
        mine.push(median(own!));
        figures[`${group}, ms, quartiles (range)`] = `${digits(median(own!))}, ${spread(own!)}`;
        if (!peer) continue;
        peers.push(median(peer));
        const ofRounds = peer.map((time, i) => time / own![i]!);
        ratios.push(median(ofRounds));
        figures[`${group} with PyTorch, ms, quartiles (range)`] = `${digits(median(peer))}, ${spread(peer)}`;
        figures[`${group}, ratio, quartiles (range)`] = `${digits(median(ofRounds))}, ${spread(ofRounds)}`;
        note(`${group}: ${digits(median(own!))} ms, PyTorch ${digits(median(peer))} ms`);
      }
      torch?.close();
      model.dispose();
      return {
        value: torch && Math.min(...ratios),
        ours: `${digits(sum(mine))} ms in all`,
        peer: torch ? `${digits(sum(peers))} ms in all` : noTorch,
        figures: { ...figures, "turns each": rounds, threads: 1 },
      };
    },
  };
}

const single = Object.fromEntries(Object.keys(each).map((name) => [name, [name]]));

export const proxies: readonly Measure[] = [
  proxyMeasure("proxies-16", "the slowest of 11 published proxies against PyTorch's, each alone", 16, single, {
    is: "at least",
    value: 1.5,
  }),
  proxyMeasure("proxies-64", "the slowest of 11 published proxies against PyTorch's, each alone", 64, single, {
    is: "at least",
    value: 1.5,
  }),
  proxyMeasure("proxies-together-16", "published proxies that share passes, in three sets", 16, together, {
    is: "at least",
    value: 3,
  }),
];
