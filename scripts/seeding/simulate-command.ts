import { readConfig } from "../../backend/config.js";
import { AppError } from "../../backend/contract/errors.js";
import { type Profile, type Simulation, simulate } from "../../backend/main.js";
import { livingServer } from "../../backend/server-file.js";
import { openBar, print, say } from "../transfer/terminal.js";

export interface SimulateFlags {
	readonly rate: number;
	readonly duration?: number;
	readonly profile: Profile;
	readonly seed: number;
	readonly url?: string;
	readonly json: boolean;
}

const addressOf = async ({ url }: SimulateFlags): Promise<string> => {
	if (url !== undefined) return url.replace(/\/+$/, "");
	const server = await livingServer(readConfig().dataDir);
	if (server?.address) return server.address;
	throw new AppError(
		"store_unavailable",
		"No console is open on this data folder. Start it with `npm start` or `npm run serve`, or name an address with --url.",
	);
};

/** Sends live traffic until the time is over, or until it is stopped: either way the totals are told, and all is well. */
export const simulateCommand = async (flags: SimulateFlags, signal: AbortSignal): Promise<number> => {
	const { rate, duration = null, profile, seed } = flags;
	const address = await addressOf(flags);
	say(`Sending ${rate} events a second of ${profile} visits to ${address}${duration === null ? " until Ctrl-C" : ` for ${duration} s`}.`);
	const bar = openBar();
	const expected = duration === null ? null : rate * duration;
	const onProgress = (totals: Simulation): void => bar.update(totals.sent, expected ?? totals.sent, words(totals));
	const totals = await simulate({ address, rate, duration, profile, seed, signal, onProgress }).finally(() => bar.stop());
	print(flags.json ? JSON.stringify(totals) : `${words(totals)} in ${totals.seconds.toFixed(1)} s.`);
	return totals.taken > 0 || totals.sent === 0 ? 0 : 1;
};

const words = ({ sent, taken, rejected, failed, visits, orders }: Simulation): string =>
	`${sent} events sent, ${taken} taken, ${rejected} rejected, ${failed} not delivered; ${visits} visits, ${orders} orders`;
