import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { Kafka, Producer } from "kafkajs";
import type { ForwarderStatus } from "../backend/contract/stream.js";
import {
	type CursorName,
	type EventLog,
	type ForwardCursors,
	type LoggedEvent,
	type LogPiece,
	type LogPosition,
	logStart,
	type TakenCursor,
} from "../backend/store/forward-port.js";
import { type KafkaSettings, openKafka, pause, problemOf, type Tell, within } from "./connection.js";
import { openPacing } from "./pacing.js";
import { byKey } from "./partition.js";
import { ensureTopic, messageOf, requestsOf } from "./topic.js";

export interface ForwarderOptions {
	readonly store: EventLog & ForwardCursors;
	readonly kafka: KafkaSettings;
	readonly topic: string;
	readonly now: () => number;
	readonly tell: Tell;
	/** How long a forwarder that went silent keeps others waiting, ms. */
	readonly leaseMs?: number;
}

export interface Forwarder {
	status(): ForwarderStatus;
	/** Gives the cursor back, so that another goes on at once. */
	close(): Promise<void>;
}

/** Between two looks for new events, ms. */
const idleMs = 200;
/** Between two savings of the position, ms: each is a sync of the disk that those who store events wait for too. */
const saveEveryMs = 1_000;
const firstWaitMs = 500;
const longestWaitMs = 10_000;
interface Turn {
	readonly name: CursorName;
	readonly fence: number;
	readonly producer: Producer;
	/** Of one request. */
	readonly bytes: number;
}

/**
 * Reads the store's log, produces idempotently with acks=all, then saves how far it came. Of several servers one forwards at a time, under
 * a lease whose fence keeps one that was taken over from saving; it may have produced what the next one produces again. An event is told
 * before the ones that came after it, also when a piece is sent again.
 */
export const openForwarder = (options: ForwarderOptions): Forwarder => {
	const { store, kafka: settings, topic, now, tell, leaseMs = 15_000 } = options;
	const holder = randomUUID();
	const ending = new AbortController();
	const { signal } = ending;
	const pacing = openPacing();
	let position: LogPosition = logStart;
	/** Numbers within the open ranges of the position that were sent. */
	let sentOpen = new Set<number>();
	let status: ForwarderStatus = { state: "starting", problem: null, sent: 0, lag_events: 0, lag_ms: 0 };
	let oldestAt = now();
	const isOpen = (seq: number, { open }: LogPosition): boolean => open.some(([first, last]) => seq >= first && seq <= last);

	const see = ({ events, newest }: Pick<LogPiece, "events" | "newest">): void => {
		const oldest = events.find(({ seq }) => !sentOpen.has(seq));
		if (oldest) oldestAt = oldest.receivedAt;
		const lag_events = Math.max(0, newest - position.through);
		status = { ...status, lag_events, lag_ms: lag_events === 0 ? 0 : Math.max(0, now() - oldestAt) };
	};
	const send = async ({ producer, bytes }: Turn, events: readonly LoggedEvent[]): Promise<void> => {
		for (const messages of requestsOf(events.map(messageOf), bytes)) {
			await producer.send({ topic, acks: -1, messages });
			status = { ...status, sent: status.sent + messages.length };
		}
	};
	const advance = (piece: LogPiece): void => {
		position = piece.position;
		for (const { seq } of piece.events) sentOpen.add(seq);
		sentOpen = position.open.length === 0 ? new Set() : new Set([...sentOpen].filter((seq) => isOpen(seq, position)));
	};
	/** Until it is told to end, or another has the cursor. */
	const forward = async (turn: Turn): Promise<void> => {
		let savedAt = performance.now();
		let unsaved = false;
		/** The piece after the one that is sent, read meanwhile; while others need the thread nothing is read before its turn. */
		let ahead: Promise<LogPiece> | null = null;
		const save = async (): Promise<boolean> => {
			savedAt = performance.now();
			unsaved = false;
			return store.saveCursor(turn.name, turn.fence, position, leaseMs);
		};
		try {
			while (!signal.aborted) {
				const began = performance.now();
				const piece: LogPiece = await (ahead ?? store.readLog(position, pacing.limit()));
				ahead = piece.position.through < piece.newest && !pacing.busy() ? store.readLog(piece.position, pacing.limit()) : null;
				ahead?.catch(() => undefined); // Met at its turn, if that comes.
				see(piece);
				const fresh = piece.events.filter(({ seq }) => !sentOpen.has(seq));
				await send(turn, fresh);
				advance(piece);
				unsaved ||= fresh.length > 0;
				const due = performance.now() - savedAt;
				if ((due > Math.min(saveEveryMs, leaseMs / 3) && unsaved) || due > leaseMs / 3) if (!(await save())) return;
				see({ events: [], newest: piece.newest });
				await ahead?.catch(() => undefined); // So that the rest sees others' work alone.
				if (position.through < piece.newest) await pacing.rest(performance.now() - began, signal);
				else await pause(idleMs, signal);
			}
		} finally {
			await ahead?.catch(() => undefined); // Nobody waits for it any more; the store must not be closed under it.
			// Else the next one sends the last second's again, which harms nobody.
			if (unsaved) await save().catch(() => undefined);
		}
	};
	const produce = async (name: CursorName, { position: saved, fence }: TakenCursor, kafka: Kafka): Promise<void> => {
		const admin = kafka.admin();
		const producer = kafka.producer({
			idempotent: true,
			maxInFlightRequests: 1,
			allowAutoTopicCreation: false,
			createPartitioner: byKey,
			retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000 },
		});
		try {
			await admin.connect();
			const bytes = await ensureTopic(admin, topic);
			await producer.connect();
			[position, sentOpen] = [saved ?? logStart, new Set()];
			if (status.problem !== null) tell("Events are forwarded to Kafka again", { topic });
			status = { ...status, state: "forwarding", problem: null };
			await forward({ name, fence, producer, bytes });
		} finally {
			await within(3_000, Promise.all([producer.disconnect(), admin.disconnect()]));
		}
	};
	/** One holding of the cursor, from taking it to losing it or failing. */
	const turn = async (): Promise<void> => {
		const name = { target: topic, writer: await store.logWriter() };
		const taken = await store.takeCursor(name, holder, leaseMs);
		if (taken === null) {
			status = { ...status, state: "waiting", problem: null, lag_events: 0, lag_ms: 0 };
			return pause(leaseMs / 3, signal);
		}
		if (taken.position) position = taken.position;
		try {
			await produce(name, taken, await openKafka(settings, "clickstream-forwarder"));
		} finally {
			// Where the store is away the lease runs out by itself.
			await store.releaseCursor(name, taken.fence).catch(() => undefined);
		}
	};
	const fail = async (error: unknown): Promise<void> => {
		const problem = problemOf(error, settings);
		if (status.problem !== problem) tell("Events cannot be forwarded to Kafka; they are kept, and it is tried again", { topic, problem });
		status = { ...status, state: "failing", problem };
		// How far it is behind is told also while Kafka is away.
		await store.readLog(position, 1).then(see, () => undefined);
	};
	const run = async (): Promise<void> => {
		let wait = firstWaitMs;
		while (!signal.aborted) {
			const began = performance.now();
			try {
				await turn();
				wait = firstWaitMs;
			} catch (error) {
				if (signal.aborted) return;
				if (performance.now() - began > longestWaitMs) wait = firstWaitMs;
				await fail(error);
				await pause(wait, signal);
				wait = Math.min(longestWaitMs, wait * 2);
			}
		}
	};
	const running = run();
	return {
		status: () => status,
		close: async () => {
			ending.abort();
			await within(10_000, running);
		},
	};
};
