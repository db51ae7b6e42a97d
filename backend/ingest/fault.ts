import type { Rejection } from "../contract/events.js";

/** Why an event is not taken, without its place in a batch. Thrown by decoders and by normalise, caught per event. */
export class Fault extends Error {
	override readonly name = "Fault";
	readonly code: Rejection["code"];
	/** JSON path inside the event. */
	readonly path: string;
	/** What the sender should change. */
	readonly fix: string;

	constructor({ code, path, message, fix }: Omit<Rejection, "index">) {
		super(message);
		this.code = code;
		this.path = path;
		this.fix = fix;
	}
}

export const rejectionOf = ({ code, path, message, fix }: Fault, index: number): Rejection => ({ index, path, code, message, fix });
