/**
 * Runs `start`, after which the process has none of emscripten's handlers of uncaught errors: they throw again, so that
 * an error of the user's would print a minified line of the backend and exit with 7.
 * What the user adds meanwhile stays.
 */
export async function withoutForeignHandlers<T>(start: () => Promise<T>): Promise<T> {
  const { process } = globalThis as { readonly process?: NodeJS.Process };
  if (typeof process?.listeners !== "function") return start();
  const before = events.map((event) => new Set(listenersOf(process, event)));
  try {
    return await start();
  } finally {
    for (const [i, event] of events.entries())
      for (const listener of listenersOf(process, event))
        if (!before[i]!.has(listener) && emscripten.test(String(listener))) process.removeListener(event, listener);
  }
}

const events = ["uncaughtException", "unhandledRejection"] as const;

type Listener = (...args: unknown[]) => void;

const listenersOf = (process: NodeJS.Process, event: (typeof events)[number]): readonly Listener[] =>
  process.listeners(event as "exit") as unknown as readonly Listener[];

const emscripten = /instanceof ExitStatus|^function\s*\(reason\)\s*\{\s*throw reason;?\s*\}$/;
