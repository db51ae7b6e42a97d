import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const version = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;

/** Where the built console lies. */
export const webRoot = join(root, "out", "renderer");
