/** What a test stage gets from a part: variables for its environment. */
export type Provided = { readonly env: Readonly<Record<string, string>> };

/** Why a part is not there, and the command that gets it. */
export type Missing = { readonly missing: string; readonly get: string };

export type Part = Provided | Missing;

export type Say = (line: string) => void;

export const isMissing = (part: Part): part is Missing => "missing" in part;
