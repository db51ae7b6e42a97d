import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { AppError } from "../contract/errors.js";

/** argon2id as OWASP advises for 2024 on: 19 MiB, two passes, one lane. 2 is the library's const enum value for argon2id. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each hash holds 19 MiB and a thread: few at once, a bounded line behind them. */
const bounds = { atOnce: 2, waiting: 64 };

const openLine = ({ atOnce, waiting }: typeof bounds) => {
	let running = 0;
	const line: (() => void)[] = [];
	return async <T>(work: () => Promise<T>): Promise<T> => {
		if (running >= atOnce) {
			if (line.length >= waiting)
				throw new AppError("overloaded", "Too many people log in at once. Try again in a moment.", { retry_after: 2 });
			await new Promise<void>((resolve) => line.push(resolve));
		} else running += 1;
		try {
			return await work();
		} finally {
			const next = line.shift();
			if (next) next();
			else running -= 1;
		}
	};
};

export interface Passwords {
	hash(password: string): Promise<string>;
	/** `stored` null (no such user, or no password yet) takes the same time and is false. */
	matches(stored: string | null, password: string): Promise<boolean>;
}

export const openPasswords = async (): Promise<Passwords> => {
	const dummy = await hash(randomBytes(32), parameters);
	const inLine = openLine(bounds);
	return {
		hash: (password) => inLine(() => hash(password, parameters)),
		matches: (stored, password) =>
			inLine(async () => {
				const matched = await verify(stored ?? dummy, password);
				return stored !== null && matched;
			}),
	};
};
