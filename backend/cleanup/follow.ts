import { AppError } from "../contract/errors.js";
import type { Log } from "../logging.js";
import type { CleanupSetting } from "./setting.js";

/** How often a console looks at what other consoles of the same store have set, ms. */
const everyMs = 10_000;

/** Judges arrivals as is set in a shared store, which may be away now, and which others may set anew. */
export const follow = (setting: Pick<CleanupSetting, "resume">, log: Log): { end(): Promise<void> } => {
	let open = true;
	let timer: NodeJS.Timeout | null = null;
	const look = async (): Promise<void> => {
		try {
			await setting.resume();
		} catch (err) {
			// A store that is away is told of elsewhere, and looked for again.
			if (!(err instanceof AppError) || err.code !== "store_unavailable") log.error({ err }, "how arrivals are judged could not be read");
		}
		if (open) timer = setTimeout(next, everyMs).unref();
	};
	let looking: Promise<void> = look();
	const next = (): void => {
		looking = look();
	};
	return {
		end: async () => {
			open = false;
			if (timer) clearTimeout(timer);
			await looking;
		},
	};
};
