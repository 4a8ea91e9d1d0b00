export { type CacheFolderOptions, cacheFolder } from "./cache-folder.ts";
export { type Downloaded, type DownloadOptions, download } from "./download.ts";
export { DownloadError, type DownloadFailure } from "./download-error.ts";
export { type GetTableOptions, getTable, hasTable, tableNamed, tablePath } from "./get-table.ts";
export type { Fetch } from "./request.ts";
export { knownTables } from "./tables/known-tables.ts";
export type { Table } from "./tables/table.ts";
