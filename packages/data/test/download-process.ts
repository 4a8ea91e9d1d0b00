/** A process that downloads: address, file, digest. */
import { download } from "../src/index.ts";

const [url, file, sha256] = process.argv.slice(2);
await download(url!, file!, { sha256 });
