export { type Reproduced, type ReproduceOptions, reproduce, settingsLine, studyNames } from "./reproduce.ts";
export { studies } from "./studies.ts";
export type { Study, StudyContext, StudyOptions, TextRows } from "./study.ts";
