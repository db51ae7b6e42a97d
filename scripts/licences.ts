import { relative } from "node:path";
import { writeLicences } from "./packing/licences.js";
import { licencesFile } from "./packing/pack.js";
import { root } from "./project.js";
import { exitWith } from "./serving.js";

/** `npm run licences`: writes the licences of all that is shipped, or fails when one of them is not permissive. */
await exitWith(async () => {
	const all = await writeLicences(root, licencesFile);
	const kinds = [...new Set(all.map(({ licence }) => licence))].sort();
	process.stdout.write(`${all.length} packages, all permissive (${kinds.join(", ")}): ${relative(root, licencesFile)}\n`);
});
