import { type Settings, settings as settingsSchema } from "../../../../backend/contract/system.js";

/** What is typed, as text; only the fields that were touched. */
export type Draft = { readonly [Field in keyof Settings]?: string };

/** The text a field shows for what is saved. */
export const textOf = (value: string | null): string => value ?? "";

/** The draft with one field typed; a field that is back at its saved value counts as untouched. */
export const typed = (draft: Draft, saved: Settings, field: keyof Settings, text: string): Draft => {
	const { [field]: _, ...rest } = draft;
	return text === textOf(saved[field]) ? rest : { ...rest, [field]: text };
};

/** What would be sent: only what changed. An empty currency is none. */
export const changeOf = (draft: Draft): Partial<Settings> => ({
	...(draft.shop_name === undefined ? {} : { shop_name: draft.shop_name.trim() }),
	...(draft.time_zone === undefined ? {} : { time_zone: draft.time_zone.trim() }),
	...(draft.currency === undefined ? {} : { currency: draft.currency.trim() === "" ? null : draft.currency.trim().toUpperCase() }),
});

export type FieldErrors = { readonly [Field in keyof Settings]?: string };

const names = { shop_name: "The name", time_zone: "The time zone", currency: "The currency" } as const satisfies Record<
	keyof Settings,
	string
>;

/** One sentence a field that cannot be saved, by the contract's own rules. */
export const errorsOf = (draft: Draft): FieldErrors => {
	const read = settingsSchema.partial().safeParse(changeOf(draft));
	if (read.success) return {};
	const errors: Record<string, string> = {};
	for (const issue of read.error.issues) {
		const field = issue.path[0] as keyof Settings;
		errors[field] ??=
			issue.code === "too_big" ? `${names[field]} is too long; 80 characters at most.` : `${names[field]} ${issue.message}.`;
	}
	return errors;
};

export const isTouched = (draft: Draft): boolean => Object.keys(draft).length > 0;
