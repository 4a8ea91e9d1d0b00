export { readLabeledImages } from "./read-labeled-images.ts";
export { TrainingTableError } from "./table-file.ts";
export { type TrainJobs, type TrainTableOptions, trainTable } from "./train-table.ts";
