export { captureLaws } from "./testing/capture-laws.ts";
export { type TinyModelOptions, tinyModel } from "./testing/tiny-model.ts";
