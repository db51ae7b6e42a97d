import type { LiveEventRow, LiveMessage, LivePicture } from "../../../../backend/contract/live.js";

/** What stands on the screen until the next redraw. */
export interface LiveScreen {
	/** Null before the first message. */
	readonly picture: LivePicture | null;
	/** Newest first. */
	readonly events: readonly LiveEventRow[];
	/** Listed on none of the screens, since more came than are sent. */
	readonly skipped: number;
	/** How long the oldest event of what is shown waited until it was drawn, ms; null while none came. */
	readonly shownAfterMs: number | null;
	readonly paused: boolean;
	/** Events that came since the pause, but for those that a connection made meanwhile begins with: they may be older. */
	readonly waiting: number;
	/** Names for the filters: types and sources that were seen here. */
	readonly types: readonly string[];
	readonly sources: readonly string[];
}

export interface LiveList {
	/** A new connection begins with what the server remembers. */
	begin(): void;
	add(message: LiveMessage): void;
	setPaused(paused: boolean): void;
	readonly screen: () => LiveScreen;
	readonly subscribe: (listener: () => void) => () => void;
}

export const keptEvents = 100;
/** At most two redraws a second. */
export const redrawMs = 500;
/** Names for a filter; a sender that makes them up must not fill it. */
const keptNames = 50;

const nothing: LiveScreen = {
	picture: null,
	events: [],
	skipped: 0,
	shownAfterMs: null,
	paused: false,
	waiting: 0,
	types: [],
	sources: [],
};

const learn = (names: Set<string>, name: string): void => {
	if (names.size < keptNames) names.add(name);
};

/** What the server pushed: bounded, drawn at most twice a second, and frozen while paused. */
export const openLiveList = (now: () => number): LiveList => {
	const listeners = new Set<() => void>();
	const types = new Set<string>();
	const sources = new Set<string>();
	let kept: { picture: LivePicture | null; events: LiveEventRow[]; skipped: number } = { picture: null, events: [], skipped: 0 };
	/** Of the messages that are not drawn yet: when the oldest event in them was received, by this computer's clock. */
	let oldest: number | null = null;
	let screen = nothing;
	let waiting = 0;
	let beginning = false;
	let drawnAt = Number.NEGATIVE_INFINITY;
	let timer: ReturnType<typeof setTimeout> | null = null;

	const draw = (): void => {
		timer = null;
		drawnAt = now();
		if (screen.paused) screen = { ...screen, waiting };
		else {
			screen = {
				...{ ...kept, paused: false, waiting: 0 },
				...{ types: [...types].sort(), sources: [...sources].sort() },
				shownAfterMs: oldest === null ? screen.shownAfterMs : Math.max(0, drawnAt - oldest),
			};
			oldest = null;
		}
		for (const listener of listeners) listener();
	};
	const drawSoon = (): void => {
		timer ??= setTimeout(draw, Math.max(0, drawnAt + redrawMs - now()));
	};
	const stopWaiting = (): void => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
	};
	return {
		begin: () => {
			kept = { picture: null, events: [], skipped: 0 };
			oldest = null;
			beginning = true;
		},
		add: ({ picture, events, skipped, behind_ms }) => {
			kept = { picture, events: [...events, ...kept.events].slice(0, keptEvents), skipped: kept.skipped + skipped };
			if (screen.paused && !beginning) waiting += events.length + skipped;
			beginning = false;
			for (const event of events) {
				learn(types, event.event_type);
				learn(sources, event.source);
			}
			const received = now() - behind_ms;
			if (events.length > 0 && (oldest === null || received < oldest)) oldest = received;
			drawSoon();
		},
		setPaused: (paused) => {
			stopWaiting();
			waiting = 0;
			oldest = null;
			screen = { ...screen, paused };
			draw();
		},
		screen: () => screen,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
				if (listeners.size === 0) stopWaiting();
			};
		},
	};
};
