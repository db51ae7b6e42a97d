import type { Settings, Status } from "../../../../backend/contract/system.js";

interface Surroundings {
	readonly engine: string;
	readonly window: string;
	readonly screen: string;
	readonly locale: string;
	readonly agent: string;
	/** Electron's and others', where there is a desktop window. */
	readonly versions: Readonly<Record<string, string>>;
	/** The newest lines of the log, as the server gives them. */
	readonly log: readonly string[];
}

const line = (name: string, value: string | number | null | undefined): string => `${name}: ${value ?? "–"}`;
const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** What helps somebody to find a fault: versions, sizes, settings. No path, no name, no key, no address but the own port. */
export const diagnosticsText = (status: Status, settings: Settings | undefined, around: Surroundings): string =>
	[
		line("Clickstream Console", status.version),
		line("At", time(status.now)),
		line("Engine", around.engine),
		line("Store", `${status.store.kind}, ${status.store.bytes} bytes`),
		line("Events", `${status.events} (${status.noisy} noise, ${status.rejected} not taken)`),
		line("First and last event", `${time(status.first_ts) ?? "–"} … ${time(status.last_ts) ?? "–"}`),
		line("Last received", time(status.last_received_at)),
		line("Server", status.address === null ? "not listening" : `listening on port ${new URL(status.address).port || "80"}`),
		line("Time zone of the shop", settings?.time_zone),
		line("Currency of the shop", settings?.currency),
		line("Window", `${around.window}, on a screen of ${around.screen}`),
		line("Locale", around.locale),
		line("Browser", around.agent),
		...Object.entries(around.versions).map(([name, version]) => line(name, version)),
		...(around.log.length > 0
			? ["", `Log, the newest ${around.log.length} lines:`, ...around.log]
			: ["", "Log: nothing was logged since the start."]),
	].join("\n");
