import type { BackendName } from "./backend.ts";

/** Thrown by `useBackend` when the backend asked for by name cannot be used here. */
export class BackendUnavailable extends Error {
  override readonly name = "BackendUnavailable";
  readonly backend: BackendName;

  constructor(backend: BackendName, message: string) {
    super(message);
    this.backend = backend;
  }
}
