/** A one-time code in an address's fragment, which no server sees: `#code=…`. */
export const codeOf = (fragment: string): string | null => {
	const code = new URLSearchParams(fragment.replace(/^#/, "")).get("code")?.trim() ?? "";
	return code === "" || code.length > 1024 ? null : code;
};

let taken: string | null = null;

/**
 * Takes a code out of the address, so that neither history, nor a copied address, nor a look over the shoulder has it.
 * It stays known to this page until `forgetCode`.
 */
export const takeCode = (): string | null => {
	const found = codeOf(window.location.hash);
	if (!found) return taken;
	taken = found;
	window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
	return taken;
};

export const forgetCode = (): void => {
	taken = null;
};

/** True where a one-time link was opened, also by somebody who is logged in already: its code is for another account. */
export const isRedeeming = (): boolean => window.location.pathname.endsWith("/redeem") && takeCode() !== null;
