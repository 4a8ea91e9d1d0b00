import { seeded } from "@eznas/gp";

/** 53 bits that depend on every character of a value's JSON. */
export const fingerprint = (value: unknown): string =>
  (seeded(0, "fingerprint", JSON.stringify(value))() * 2 ** 53).toString(36).padStart(11, "0");
