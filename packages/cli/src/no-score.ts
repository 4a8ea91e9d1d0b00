import type { NamedScore } from "@eznas/ranking";

type NoScore = NamedScore & { readonly ok: false };

/** Why there is no score, where, and what to do where something can be done: `vanished-gradient at conv2: …`. */
export function reasonOf(failure: NoScore): string {
  const { reason } = failure;
  if (!("instance" in failure)) return `${reason} (${failure.detail})`;
  const fault = reason === "operation" ? ` ${failure.operation} ${failure.detail}` : "";
  const remedy = remedies[reason];
  return `${reason}${fault} at ${failure.instance}${remedy ? `: ${remedy}` : ""}`;
}

const remedies: Readonly<Partial<Record<NoScore["reason"], string>>> = {
  "vanished-gradient":
    "what flows back to it from this loss cancels behind a batch norm, so that its gradients are rounding; " +
    "give another, --loss rectified",
};

/** The reasons of many, each with how many have it, the commonest first. */
export function reasonsOf(
  failures: readonly NoScore[],
): readonly { readonly count: number; readonly reason: string }[] {
  const alike = new Map<string, { count: number; readonly reason: string }>();
  for (const failure of failures) {
    const known = alike.get(failure.reason);
    if (known) known.count++;
    else alike.set(failure.reason, { count: 1, reason: reasonOf(failure) });
  }
  return [...alike.values()].sort((a, b) => b.count - a.count);
}
