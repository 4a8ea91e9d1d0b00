/** All measures, in the order of the table. */
import type { Measure } from "../measure.ts";
import { captures } from "./capture.ts";
import { generation } from "./generation.ts";
import { halfPrecision } from "./half-precision.ts";
import { paperSearch } from "./paper-search.ts";
import { programs } from "./programs.ts";
import { proxies } from "./proxies.ts";
import { thousandNetworks } from "./thousand-networks.ts";
import { variation } from "./variation.ts";
import { workers } from "./workers.ts";

export const measures: readonly Measure[] = [
  ...captures,
  ...workers,
  programs,
  ...proxies,
  generation,
  thousandNetworks,
  paperSearch,
  halfPrecision,
  ...variation,
];
