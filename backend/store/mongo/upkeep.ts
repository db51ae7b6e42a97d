import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "../../contract/errors.js";
import { openGate } from "../gate.js";
import type { Freshness } from "../ports.js";
import type { Ledger } from "./ledger.js";
import type { Noise } from "./noise.js";
import type { Sync } from "./sync.js";

export interface UpkeepDeps {
	readonly sync: Pick<Sync, "bring">;
	readonly noise: Pick<Noise, "arrivals" | "mend">;
	readonly ledger: Pick<Ledger, "read">;
	/** Settles what this console has stored. */
	readonly settle: () => Promise<void>;
	readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

export interface Upkeep {
	/** As Sync.bring; what arrived is judged before, where that is set, and what a console that died left is mended. */
	readonly bring: Sync["bring"];
	/** Resolves when what was left at the start is mended, or after so long. */
	ready(limitMs: number): Promise<void>;
	close(): Promise<void>;
}

const everyMs = 3_000;
/** Others settle what they store within a fraction of this. */
const settleMs = 1_000;
const settleLookMs = 50;

/** What the console does beside copying, at each question and now and then. */
export const openUpkeep = ({ sync, noise, ledger, settle, log }: UpkeepDeps): Upkeep => {
	const gate = openGate(1);
	let open = true;
	/** A number below which something stays open for long: it is not waited for a second time. */
	let stuck = -1;
	const unlessAway = (error: unknown): void => {
		if (!(error instanceof AppError) || error.code !== "store_unavailable")
			log("What arrived could not be judged; it is tried again", { err: error });
	};
	/** All up to the newest number, or as far as it is sure. */
	const settled = async (): Promise<number> => {
		await settle();
		const { newest, ...first } = await ledger.read();
		let sure = first.settled;
		for (let waited = 0; sure < newest && sure !== stuck && waited < settleMs; waited += settleLookMs) {
			await pause(settleLookMs);
			sure = (await ledger.read()).settled;
		}
		stuck = sure < newest ? sure : -1;
		return Math.min(sure, newest);
	};
	const judge = (limitMs: number, signal: AbortSignal | undefined): Promise<Freshness> =>
		gate.enter(async () => {
			const through = await settled();
			const freshness = await sync.bring(limitMs, signal);
			if (freshness.problem !== null || (await noise.arrivals.catchUp(through)) === 0) return freshness;
			return sync.bring(limitMs, signal);
		});
	const bring: Sync["bring"] = async (limitMs, signal) => {
		if (!noise.arrivals.on()) return sync.bring(limitMs, signal);
		const judged = judge(limitMs, signal).catch((error: unknown) => {
			if (error instanceof AppError && error.code === "cancelled") throw error;
			unlessAway(error);
			return sync.bring(limitMs, signal);
		});
		judged.catch(() => undefined); // Met by the race.
		return Promise.race([judged, pause(limitMs, null, { ref: false }).then(() => sync.bring(1, signal))]);
	};
	const mend = (): Promise<void> => noise.mend().then(() => undefined, unlessAway);
	const look = async (): Promise<void> => {
		await mend();
		if (noise.arrivals.on()) await bring(everyMs).then(() => undefined, unlessAway);
	};
	const first = mend();
	let looking: Promise<void> = first;
	let timer: NodeJS.Timeout | null = null;
	const later = (): void => {
		timer = setTimeout(() => {
			looking = look().finally(() => {
				if (open) later();
			});
		}, everyMs).unref();
	};
	later();
	const ready = (limitMs: number): Promise<void> => Promise.race([first, pause(limitMs, undefined, { ref: false })]);
	return {
		ready,
		bring: async (limitMs, signal) => {
			await ready(limitMs);
			return bring(limitMs, signal);
		},
		close: async () => {
			open = false;
			if (timer) clearTimeout(timer);
			await looking;
		},
	};
};
