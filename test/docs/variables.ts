import { read } from "../directions/tree.js";

/** Names of the environment's schema in backend/config.ts, in its order. */
export const variables = (): string[] => {
	const source = read("backend/config.ts");
	const schema = source.slice(source.indexOf("z.object({"), source.indexOf("\n});"));
	return [...schema.matchAll(/^\t([A-Z][A-Z_0-9]*):/gm)].map(([, name = ""]) => name);
};
