import { AppError } from "./errors.js";
import type { Funnel } from "./funnel.js";
import { funnelFile } from "./funnels.js";

export interface NamedFunnel {
	readonly name: string;
	readonly funnel: Funnel;
}

/** The funnel of a shared file's text. Throws `invalid`, which says what is wrong and where. */
export const readFunnelFile = (text: string): NamedFunnel => {
	const json = parse(text);
	const { format, version } = typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
	if (format !== "clickstream-funnel")
		throw wrong('it lacks "format": "clickstream-funnel". Choose a file that was shared from Funnels', "format");
	if (version !== 1) {
		throw wrong(
			`it is of version ${JSON.stringify(version) ?? "none"}, and this console reads version 1. Update the console, or share the funnel from an older one`,
			"version",
		);
	}
	const read = funnelFile.safeParse(json);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const path = issue?.path.join(".") ?? "";
	throw wrong(`${path === "" ? "it" : path}: ${issue?.message ?? "is not as expected"}. Mend it there, or share the funnel anew`, path);
};

const wrong = (what: string, path: string): AppError =>
	new AppError("invalid", `The file is no funnel that can be read: ${what}.`, { path });

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw wrong(`it is not JSON (${(error as Error).message}). Choose a file that was shared from Funnels`, "");
	}
};
