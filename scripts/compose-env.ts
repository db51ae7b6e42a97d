import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { composeSecrets, withSecrets } from "./packing/compose-env-file.js";
import { root } from "./project.js";
import { exitWith } from "./serving.js";

/** `npm run compose:env`: passwords for docker-compose.yml, made by chance, into .env. What stands there stays. */
await exitWith(async () => {
	const file = join(root, ".env");
	const before = existsSync(file) ? await readFile(file, "utf8") : "";
	const after = withSecrets(before, () => randomBytes(24).toString("base64url"));
	if (after !== before) await writeFile(file, after, { mode: 0o600 });
	await chmod(file, 0o600);
	const said = after === before ? "has them already" : "now has them; only you can read it";
	process.stdout.write(`${composeSecrets.join(", ")}: .env ${said}.\n`);
});
