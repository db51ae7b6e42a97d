import { readFile } from "node:fs/promises";

/** Lets plain Node import a .sql or .py file as its text, as the bundler's plugin does. */
export const load = async (url, context, nextLoad) => {
	if (!/\.(?:sql|py)$/.test(url)) return nextLoad(url, context);
	const text = await readFile(new URL(url), "utf8");
	return { format: "module", shortCircuit: true, source: `export default ${JSON.stringify(text)};` };
};
