import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../contract/errors.js";
import type { Persona } from "../contract/seeding.js";
import { declaredBots } from "./agents.js";
import { calibration } from "./calibration.js";
import type { Depth } from "./depth.js";
import { originOf } from "./origin.js";
import { personOf } from "./person.js";
import { mix, openRandom, type Random } from "./random.js";
import { type Step, visitOf } from "./visit.js";

export const profiles = ["browser", "shopper", "buyer", "returning", "bot"] as const;
export type Profile = Persona | "bot";

export interface SimulationRequest {
	/** Of the running server, such as http://127.0.0.1:8000. */
	readonly address: string;
	/** Events a second. */
	readonly rate: number;
	/** Seconds; without end when null. */
	readonly duration: number | null;
	readonly profile: Profile;
	readonly seed: number;
	readonly signal: AbortSignal;
	readonly onProgress: (totals: Simulation) => void;
}

/** What was sent, and what the server made of it. */
export interface Simulation {
	readonly sent: number;
	readonly taken: number;
	readonly rejected: number;
	/** Events of requests that the server asked to send again later, or that did not reach it. */
	readonly failed: number;
	readonly visits: number;
	readonly orders: number;
	readonly seconds: number;
}

/** Chances to order, to fill a cart, to see a product, for each profile: a demonstration wants more orders than a shop has. */
const depths: Readonly<Record<Persona, readonly [order: number, cart: number, view: number]>> = {
	browser: [0.01, 0.06, 0.6],
	shopper: [0.06, 0.25, 0.8],
	buyer: [0.35, 0.6, 0.9],
	returning: [0.18, 0.4, 0.85],
};

const depthFor = (random: Random, persona: Persona): Depth => {
	const [order, cart, view] = depths[persona];
	const at = random.next();
	if (at < order) return "order";
	if (at < cart) return random.pick(["cart", "checkout", "payment"] as const);
	return at < view ? "view" : random.pick(["browse", "bounce"] as const);
};

const source = "simulation";
/** Requests are sent so often, ms: a tenth of a second is live enough to look at. */
const tick = 100;
const mostOfABatch = 500;

interface Live {
	readonly client_id: string;
	readonly session_id: string;
	readonly userAgent: string;
	readonly steps: Step[];
}

const botSteps = (visit: readonly Step[]): Step[] =>
	visit.filter(({ type }) => type === "pageview" || type === "product_view" || type === "search");

/** Visits without end; each is of a visitor of its own, or of one who was there before. */
const openVisits = ({ profile, seed }: SimulationRequest) => {
	const random = openRandom(mix(seed, 0x51), 1);
	let visits = 0;
	const next = (): Live => {
		visits += 1;
		const isBack = profile === "returning" && visits > 4 && random.chance(0.6);
		const visitor = isBack ? random.below(visits) : visits;
		const person = personOf(seed, visitor);
		const persona = profile === "bot" ? "browser" : profile;
		const depth = profile === "bot" ? "view" : depthFor(random, persona);
		const { steps } = visitOf({
			random,
			depth,
			origin: originOf(random, !isBack),
			persona: null,
			landsOnProduct: 0.3,
			browsing: profile === "bot" ? 20 : 4,
			favourites: person.favourites,
			course: 0.5,
			discount: 0,
			orderId: `SIM-${seed.toString(36)}-${visits}`.toUpperCase(),
			maySignIn: false,
		});
		return {
			client_id: `sim-${seed.toString(36)}-${visitor}`,
			session_id: `sim-${seed.toString(36)}-s${visits}`,
			userAgent: profile === "bot" ? random.pick(declaredBots) : person.usual.text,
			steps: profile === "bot" ? botSteps(steps) : steps,
		};
	};
	return { next, random, count: () => visits };
};

/** Events of visits that go on side by side, as many visits as keep a human pace at the rate asked for. */
const openTraffic = (request: SimulationRequest) => {
	const { next, random, count } = openVisits(request);
	const pause = request.profile === "bot" ? 0.3 : calibration.pause.median;
	const aside = Math.min(5_000, Math.max(1, Math.round(request.rate * pause)));
	const live: Live[] = [];
	return {
		count,
		event: (at: number): Record<string, unknown> => {
			if (live.length < aside) live.push(next());
			const index = random.below(live.length);
			const visit = live[index] as Live;
			const step = visit.steps.shift() as Step;
			if (visit.steps.length === 0) {
				live[index] = live.at(-1) as Live;
				live.pop();
			}
			const { client_id, session_id, userAgent: user_agent } = visit;
			return {
				client_id,
				session_id,
				event_type: step.type,
				page: step.page,
				timestamp: at / 1000,
				properties: { source, user_agent, ...step.properties },
			};
		},
	};
};

type Reply = { readonly inserted: number; readonly rejected: readonly unknown[] };

const unreachable = (address: string): AppError =>
	new AppError(
		"store_unavailable",
		`Nothing answers at ${address}. Start the console or \`npm run serve\`, or name another address with --url.`,
	);

/** Null where the server is busy: live traffic is not sent again. */
const send = async ({ address }: SimulationRequest, events: readonly unknown[]): Promise<Reply | null> => {
	const response = await fetch(`${address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events }),
		signal: AbortSignal.timeout(10_000),
	});
	if (response.status === 429 || response.status === 503) return null;
	if (!response.ok)
		throw new AppError(
			"bad_request",
			`${address} answered ${response.status} to the events. Is it this console, and may this computer send to it?`,
		);
	return (await response.json()) as Reply;
};

/** Live traffic over HTTP, as a shop's page sends it. Resolves with the totals when the time is over or the signal aborts. */
export const simulate = async (request: SimulationRequest): Promise<Simulation> => {
	const { rate, duration, signal, onProgress } = request;
	const traffic = openTraffic(request);
	const startedAt = performance.now();
	const totals = { sent: 0, taken: 0, rejected: 0, failed: 0, orders: 0 };
	const seconds = (): number => (performance.now() - startedAt) / 1000;
	const snapshot = (): Simulation => ({ ...totals, visits: traffic.count(), seconds: seconds() });
	/** Sends what is due by now, one batch at most; true when more was due than that. */
	const turn = async (): Promise<boolean> => {
		const due = Math.floor(rate * Math.min(seconds() + tick / 1000, duration ?? Number.POSITIVE_INFINITY)) - totals.sent;
		const events = Array.from({ length: Math.min(due, mostOfABatch) }, () => traffic.event(Date.now()));
		if (events.length === 0) return false;
		totals.sent += events.length;
		const reply = await send(request, events).catch((cause: unknown) => {
			if (cause instanceof AppError || totals.taken === 0) throw cause instanceof AppError ? cause : unreachable(request.address);
			return null;
		});
		totals.taken += reply?.inserted ?? 0;
		totals.rejected += reply?.rejected.length ?? 0;
		totals.failed += reply === null ? events.length : 0;
		totals.orders += reply === null ? 0 : events.filter(({ event_type }) => event_type === "purchase").length;
		onProgress(snapshot());
		return due > mostOfABatch;
	};
	while (!signal.aborted && (duration === null || seconds() < duration)) {
		if (!(await turn())) await sleep(tick, undefined, { signal }).catch(() => undefined);
	}
	// What came due while the last batch was under way.
	if (!signal.aborted && duration !== null) await turn();
	return snapshot();
};
