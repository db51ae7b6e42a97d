import { AppError } from "../contract/errors.js";

export interface AttemptRules {
	/** Failures that cost nothing. */
	readonly free: number;
	/** Wait after the first failure past those; doubles with each further one. */
	readonly firstWaitMs: number;
	readonly longestWaitMs: number;
	/** Keys kept at most; the oldest goes first. */
	readonly keys: number;
}

export const loginRules: AttemptRules = { free: 5, firstWaitMs: 2_000, longestWaitMs: 15 * 60_000, keys: 10_000 };

interface Record {
	failures: number;
	until: number;
}

export interface Attempts {
	/** Counts an attempt as failed before it is judged, so that attempts made at once are limited too. Throws `rate_limited`. */
	begin(key: string): void;
	succeed(key: string): void;
}

const waitOf = ({ free, firstWaitMs, longestWaitMs }: AttemptRules, failures: number): number =>
	failures < free ? 0 : Math.min(firstWaitMs * 2 ** (failures - free), longestWaitMs);

/** Backoff per key. A key is forgotten once its longest wait has passed without another attempt. */
export const openAttempts = (now: () => number, rules: AttemptRules = loginRules): Attempts => {
	const records = new Map<string, Record>();
	const current = (key: string): Record => {
		const record = records.get(key);
		return record && now() - record.until < rules.longestWaitMs ? record : { failures: 0, until: 0 };
	};
	const keep = (key: string, record: Record): void => {
		records.delete(key);
		records.set(key, record);
		const oldest = records.size > rules.keys ? records.keys().next().value : undefined;
		if (oldest !== undefined) records.delete(oldest);
	};
	return {
		begin: (key) => {
			const { failures, until } = current(key);
			const left = until - now();
			if (left > 0) {
				throw new AppError("rate_limited", "Too many attempts. Wait before the next one, or ask the owner for a new password.", {
					retry_after: Math.ceil(left / 1000),
				});
			}
			keep(key, { failures: failures + 1, until: now() + waitOf(rules, failures + 1) });
		},
		succeed: (key) => {
			records.delete(key);
		},
	};
};
