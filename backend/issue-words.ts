import type { z } from "zod";
import { number } from "./words.js";

type TooBig = z.core.$ZodIssueTooBig;
type TooSmall = z.core.$ZodIssueTooSmall;

const tooBig = ({ origin, maximum }: TooBig): string => {
	const most = number(Number(maximum));
	if (origin === "string") return `is longer than ${most} characters`;
	return origin === "array" || origin === "set" ? `has more than ${most} entries` : `is more than ${most}`;
};

const tooSmall = ({ origin, minimum }: TooSmall): string => {
	const least = number(Number(minimum));
	if (origin === "string") return Number(minimum) === 1 ? "is empty" : `is shorter than ${least} characters`;
	return origin === "array" || origin === "set" ? `has fewer than ${least} entries` : `is less than ${least}`;
};

/** Zod's own words for what is too long or too short name its types; a schema's own words stay. */
export const issueWords = (issue: { readonly message: string; readonly code?: unknown }): string => {
	if (issue.code === "too_big" && issue.message.startsWith("Too big")) return tooBig(issue as TooBig);
	if (issue.code === "too_small" && issue.message.startsWith("Too small")) return tooSmall(issue as TooSmall);
	return issue.message;
};
