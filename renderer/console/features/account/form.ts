import { AppError } from "../../../../backend/contract/errors.js";

export interface Entry {
	readonly username: string;
	readonly email: string;
	readonly password: string;
	readonly code: string;
}

export type EntryErrors = { readonly [Field in keyof Entry]?: string };

export const emptyEntry: Entry = { username: "", email: "", password: "", code: "" };

/** Of the server's rules those that can be said before asking it; the others come back from it. */
export const passwordLength = 10;

/** What is missing or too short, each at its field. */
export const errorsOf = (entry: Entry, asks: { readonly name: boolean; readonly code: boolean }): EntryErrors => ({
	...(asks.code && entry.code.trim() === "" ? { code: "Paste the code that you were given." } : {}),
	...(asks.name && entry.username.trim().length < 2 ? { username: "Choose a name of at least 2 characters." } : {}),
	...(entry.password.length < passwordLength
		? { password: `Use at least ${passwordLength} characters; ${entry.password.length} are typed.` }
		: {}),
});

const isField = (path: string): path is keyof Entry => Object.hasOwn(emptyEntry, path);

/** Faults that the server tells of single fields; empty when it speaks of none. */
export const serverErrorsOf = (error: unknown): EntryErrors => {
	const issues = error instanceof AppError ? error.details["issues"] : null;
	if (!Array.isArray(issues)) return {};
	const found: Partial<Record<keyof Entry, string>> = {};
	for (const issue of issues as readonly { path?: unknown; message?: unknown }[]) {
		const path = Array.isArray(issue.path) ? String(issue.path.at(-1)) : String(issue.path);
		if (isField(path) && typeof issue.message === "string") found[path] ??= `It ${issue.message}.`;
	}
	return found;
};
