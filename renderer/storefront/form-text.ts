/** A field of a form as text; empty where it is missing or a file. */
export const textOf = (form: FormData, name: string): string => {
	const value = form.get(name);
	return typeof value === "string" ? value : "";
};
