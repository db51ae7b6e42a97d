/** A one-time code in an address's fragment, which no server sees: `#code=…&purpose=invite`, or the bare code. */
export interface OneTimeCode {
	readonly code: string;
	/** Null when the fragment does not tell. */
	readonly purpose: "owner" | "invite" | "reset" | null;
}

const purposes = ["owner", "invite", "reset"] as const;

export const codeOf = (fragment: string): OneTimeCode | null => {
	const text = fragment.replace(/^#/, "");
	if (text === "") return null;
	const params = new URLSearchParams(text);
	const code = (params.get("code") ?? (text.includes("=") ? "" : decodeURIComponent(text))).trim();
	if (code === "" || code.length > 1024) return null;
	const purpose = purposes.find((name) => name === params.get("purpose")) ?? null;
	return { code, purpose };
};
