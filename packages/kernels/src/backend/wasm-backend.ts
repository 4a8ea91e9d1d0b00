import type * as tf from "@tensorflow/tfjs-core";

/** What is used of backend-wasm 4.22 that it does not document; who uses it sees first whether it is there. */
export interface WasmBackend extends tf.KernelBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    onAbort?(what: unknown): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  incRef(dataId: object): void;
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
}
