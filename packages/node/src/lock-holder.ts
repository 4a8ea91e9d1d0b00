/** Which process has a lock, as its file says, and whether that process still lives. */
import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

export interface Holder {
  readonly process: number;
  readonly host: string;
  /** What numbers processes: two containers may have one host's name, and each a process 1. */
  readonly machine: string;
  /** Tells the process from an earlier or later one of the same number. */
  readonly started: string;
  readonly token: string;
}

export function holderHere(): Holder {
  return {
    process: process.pid,
    host: hostname(),
    machine: machineHere(),
    started: startOf(process.pid) ?? String(performance.timeOrigin),
    token: randomUUID(),
  };
}

/** The holder that a lock's file names; undefined for one that is still being written, or is foreign. */
export function holderOf(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder> | null;
    const isHolder =
      Number.isSafeInteger(value?.process) &&
      [value?.host, value?.machine, value?.started, value?.token].every((field) => typeof field === "string");
    return isHolder ? (value as Holder) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a holder lives, as far as it can be told: `perhaps` where a later process may have its number. */
export function lifeOf({ process: pid, machine, started }: Holder): "lives" | "died" | "perhaps" | "elsewhere" {
  if (machine !== machineHere()) return "elsewhere";
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "died";
  }
  const now = startOf(pid) ?? (pid === process.pid ? String(performance.timeOrigin) : undefined);
  if (now === undefined) return "perhaps";
  return now === started ? "lives" : "died";
}

/** `process 17`, with its host where that is another. */
export const nameOf = ({ process: pid, host, machine }: Holder): string =>
  machine === machineHere() ? `process ${pid}` : `process ${pid} on ${host}`;

/** The machine since it started, and on Linux the space of process numbers on it, which a container has of its own. */
function machineHere(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}

/** When a process started, in ticks since the machine did; undefined where the system does not tell. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold spaces and brackets of its own.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
