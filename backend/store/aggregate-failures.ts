import { AppError } from "../contract/errors.js";
import type { AggregateOwner } from "../contract/metrics.js";
import { mostCounts, mostSeen } from "./aggregate-port.js";

export const ownedBy = (known: AggregateOwner, asked: AggregateOwner): AppError =>
	new AppError(
		"conflict",
		`The minute aggregates of this store are kept by \`${known}\`, and \`${asked}\` asked to keep them too: events would be counted twice. Set AGGREGATES=${known}, or hand them over with \`npm run aggregates -- --hand-over ${asked}\`.`,
		{ owner: known },
	);

export const notYours = (known: AggregateOwner | null): AppError =>
	new AppError(
		"conflict",
		`These counts were not added: the minute aggregates are kept by ${known === null ? "nobody yet" : `\`${known}\``}, not by a consumer. Set AGGREGATES=consumer where the store is.`,
		{ owner: known },
	);

export const movedOn = ({
	stream,
	partition,
	from,
	to,
	stands,
}: {
	readonly stream: string;
	readonly partition: number;
	readonly from: number | null;
	readonly to: number;
	readonly stands: number | null;
}): AppError =>
	new AppError(
		"conflict",
		`Counts of ${stream}, partition ${partition}, from offset ${from ?? "none"} to ${to} were not added: those kept end at ${stands ?? "none"}. Read on from there.`,
		{ partition, offset: stands },
	);

export const tooMuch = (counts: number, ids: number): AppError =>
	new AppError(
		"too_large",
		`${counts} counts and ${ids} ids came at once; at most ${mostCounts} and ${mostSeen} may. Add them in smaller steps.`,
	);
