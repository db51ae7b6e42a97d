import { packFolder } from "../../scripts/packing/pack.js";

/** Packs the program once, before all tests of it. */
export default async (): Promise<void> => {
	await packFolder((line) => process.stderr.write(`${line.slice(0, 200)}\n`));
};
