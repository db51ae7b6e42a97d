import prelude from "../../store/duckdb/sql/prelude.sql";
import { needed, type Relation } from "../relation-text.js";

/** The prelude's declarations in its order, in which each sees those before it. */
const declarations: readonly Relation[] = [...prelude.matchAll(/^CREATE OR REPLACE TEMP MACRO (\w+)[\s\S]*?;$/gm)].map(
	([sql, name = ""]) => ({ name, sql }),
);

/** Tells which functions a text still has to have declared: all of them cost each question some milliseconds, and most name few. */
export const openFunctions = (): ((text: string) => string | null) => {
	const declared = new Set<string>();
	return (text) => {
		const missing = needed(declarations, text).filter(({ name }) => !declared.has(name));
		for (const { name } of missing) declared.add(name);
		return missing.length === 0 ? null : missing.map(({ sql }) => sql).join("\n");
	};
};
