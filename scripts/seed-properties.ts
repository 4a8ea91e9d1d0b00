import fc from "fast-check";

/**
 * Property tests draw from one recorded seed, so that a failure on one machine is the same failure on every machine.
 */
fc.configureGlobal({ seed: Number(process.env["FAST_CHECK_SEED"] ?? 20221109) });
