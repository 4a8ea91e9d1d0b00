import type { Pass, Subject } from "../contract/pass.ts";
import { networkIn } from "../network/network.ts";
import { networkPass } from "./network-pass.ts";
import type { Reader } from "./reader.ts";

/** The pass over the batch as it is, at the model's own weights, which most proxies read. */
export const passOfBatch = (subject: Subject): Pass<Reader> => subject.shared(make);

const make = (subject: Subject): Pass<Reader> =>
  networkPass({ key: "the batch", network: networkIn(subject), batches: [subject.batch] });
