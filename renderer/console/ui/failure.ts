import { AppError, errorCodes } from "../../../backend/contract/errors.js";

export interface Failure {
	/** What happened, to what, and what to do; shown as it is. */
	readonly message: string;
	readonly code: string;
	/** Found again in the log. */
	readonly id: string | null;
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What is told of a failure, thrown or sent as data. Errors of the page itself carry no advice, so they get one. */
export const failureOf = (error: unknown): Failure => {
	if (error instanceof AppError) return { message: error.message, code: error.code, id: text(error.details["id"]) };
	if (!(error instanceof Error) && isRecord(error) && typeof error["message"] === "string" && typeof error["code"] === "string") {
		return { message: error["message"], code: error["code"], id: text(error["id"]) };
	}
	const cause = error instanceof Error ? error.message : String(error);
	return { message: `${cause} Load the page again; if it stays, copy the details into a report.`, code: "console", id: null };
};

/** Asking again at once helps only where the contract says so, and never where an engine has to be started or mended first. */
export const mayRetry = (error: unknown): boolean =>
	error instanceof AppError && errorCodes[error.code].retry && error.code !== "cancelled" && error.code !== "engine_unavailable";
