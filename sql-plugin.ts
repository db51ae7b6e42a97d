import type { Plugin } from "vite";

/** `import text from "./x.sql"`, or of a `.py`, gives the file's text, in bundles and in tests. */
export const sqlText = (): Plugin => ({
	name: "sql-text",
	transform(code, id) {
		return /\.(?:sql|py)$/.test(id) ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined;
	},
});
