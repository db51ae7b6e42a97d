import type { CleanupRun } from "../../contract/cleanup.js";
import { AppError } from "../../contract/errors.js";
import { checkCount, checkTurn, interrupted, lineOf, notRedone } from "../cleanup-lines.js";
import type { Judgement, NoiseFinder, NoiseStore, RunStart, TurnRequest } from "../noise-port.js";
import { backupName, checkBackup } from "./cleanup-backup.js";
import { backUp, type DeleteSteps, deleteBackedUp, restore } from "./cleanup-delete.js";
import { addRun, journal, knownRun, type RunDocument, setDoing, settleRun, silenceMs } from "./cleanup-journal.js";
import { type Mending, mendAll, takeBack } from "./cleanup-mend.js";
import { mark, turnMarks } from "./cleanup-tag.js";
import { cancelled } from "./failures.js";
import type { Lease } from "./lease.js";

export interface RunsDeps extends Omit<Mending, "beat"> {
	readonly lease: Lease;
	readonly finder: Pick<NoiseFinder, "found">;
}

/** How long a change waits for what another console changes. */
const patienceMs = 15_000;

const busy = (): AppError =>
	new AppError("conflict", "Another console cleans up just now. Nothing was changed. Wait until that is done, then try again.");

/** Ends between two steps once it is cancelled. */
const until = (signal: AbortSignal | undefined, steps: DeleteSteps): DeleteSteps => ({
	...steps,
	beat: async () => {
		if (signal?.aborted) throw cancelled();
		await steps.beat();
	},
});

/** Runs, each step of which the journal tells before it is made. One console changes at a time. */
export const openRuns = ({ lease, finder, ...ground }: RunsDeps): Pick<NoiseStore, "begin" | "giveUp" | "carryOut" | "undo" | "redo"> => {
	const { use, process } = ground;
	/** Runs that this process has begun, with the clocks that say so. */
	const begun = new Map<number, NodeJS.Timeout>();
	const sayBegun = (run: number): void => {
		const say = () => use((db) => journal(db).updateOne({ _id: run, process }, [{ $set: { seen_at: "$$NOW" } }]));
		const clock = setInterval(() => void say().catch(() => undefined), silenceMs / 4); // Later is soon enough.
		begun.set(run, clock.unref());
	};
	const ended = (run: number): void => {
		clearInterval(begun.get(run));
		begun.delete(run);
	};
	const begin = async (line: Pick<CleanupRun, "action" | "at" | "since">): Promise<number> => {
		const holder = await ground.holder();
		const { _id: run } = await use((db) =>
			addRun(db, { ...line, state: "running" }, { doing: "begun", process, holder, seen_at: new Date() }),
		);
		sayBegun(run);
		return run;
	};
	const change = async <T>(signal: AbortSignal | undefined, work: (steps: DeleteSteps) => Promise<T>): Promise<T> => {
		const done = await lease.hold(patienceMs, async (beat) => {
			await mendAll({ ...ground, beat });
			if (signal?.aborted) throw cancelled();
			return work({ ...ground, beat });
		});
		if (done === null) throw busy();
		return done.value;
	};
	/** What cannot be taken back now, since the server is away, is by the next console that looks. */
	const orBack = async <T>(steps: DeleteSteps, run: number, work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			const back = async (): Promise<void> => {
				const found = await use((db) => knownRun(db, run));
				if (found.doing === "delete") return; // Completed by whoever looks next.
				await takeBack(steps, found);
				if (found.body.state === "running") await use((db) => setDoing(db, run, "begun"));
				else await use((db) => settleRun(db, found.body));
			};
			await back().catch(() => undefined);
			throw error;
		}
	};
	const tag = async (steps: DeleteSteps, judgement: Judgement, { body, start }: Begun): Promise<CleanupRun | null> => {
		const { run } = body;
		const total = judgement.verdict.fresh;
		if (total === 0) return null;
		await use((db) => setDoing(db, run, "tag"));
		return orBack(steps, run, async () => {
			let events = 0;
			start.onEvents?.(0, total);
			const ending = until(start.signal, steps);
			await finder.found(judgement, "fresh", async (lot) => {
				events += await mark(ending, lot, { run, at: start.at });
				start.onEvents?.(Math.min(events, total), total);
			});
			await ending.beat();
			if (events > 0) return use((db) => settleRun(db, { ...body, events }));
			await use((db) => setDoing(db, run, "begun"));
			return null;
		});
	};
	const remove = async (steps: DeleteSteps, judgement: Judgement, { body, start }: Begun): Promise<CleanupRun | null> => {
		const events = judgement.verdict.doomed;
		checkCount(events, start.confirmed);
		if (events === 0) return null;
		const name = backupName(body.run);
		const done: CleanupRun = { ...body, events, backup: name };
		await use((db) => setDoing(db, body.run, "backup", { body: { ...done, state: "running" } }));
		return orBack(steps, body.run, async () => {
			await backUp(until(start.signal, steps), { run: body.run, name, events, each: (take) => finder.found(judgement, "doomed", take) });
			await deleteBackedUp(steps, name);
			return use((db) => settleRun(db, done));
		});
	};
	const turned = async (steps: DeleteSteps, found: RunDocument, { way, request }: Turning): Promise<CleanupRun> => {
		const { _id: run } = found;
		const body: CleanupRun = { ...found.body, error: null };
		const ending = until(request.signal, steps);
		const after: CleanupRun =
			way === "undo" ? { ...body, state: "undone", undone_at: request.at } : { ...body, state: "done", undone_at: null };
		if (body.action === "delete") await use((db) => checkBackup(db, body.backup ?? "", found.proof));
		await use((db) => setDoing(db, run, body.action === "delete" ? "restore" : way));
		return orBack(steps, run, async () => {
			if (body.action === "delete") {
				const restored = await restore(ending, body, request.onEvents);
				return use((db) => settleRun(db, { ...after, restored }));
			}
			await turnMarks(ending, run, way === "undo" ? "off" : "on", request.onEvents);
			return use((db) => settleRun(db, after));
		});
	};
	const turn = (run: number, way: Turning["way"], request: TurnRequest): Promise<CleanupRun> =>
		change(request.signal, async (steps) => {
			const found = await use((db) => knownRun(db, run));
			checkTurn(found.body, way);
			if (way === "redo" && found.body.action === "delete") throw notRedone(run);
			return turned(steps, found, { way, request });
		});
	const giveUp = (run: number, why: string | null): Promise<void> =>
		use(async (db) => {
			ended(run);
			const found = await knownRun(db, run);
			if (found.doing !== "begun") return; // What could not be taken back yet is told once it is.
			if (why === null) await journal(db).deleteOne({ _id: run, doing: "begun" });
			else await settleRun(db, interrupted(found.body, why));
		});
	return {
		begin,
		giveUp,
		carryOut: async (judgement, start) => {
			const { action, at, about } = start;
			const run = start.run ?? (await begin({ action, at, since: about.since }));
			const body = { ...lineOf({ run, action, state: "done", at, since: about.since }), ...about };
			const given = start.run !== undefined;
			try {
				const made = await change(start.signal, (steps) => (action === "tag" ? tag : remove)(steps, judgement, { body, start }));
				if (made !== null) ended(run);
				else if (!given) await giveUp(run, null);
				return made;
			} catch (error) {
				if (!given) await giveUp(run, null).catch(() => undefined); // Told as interrupted by whoever looks next.
				throw error;
			}
		},
		undo: (run, request) => turn(run, "undo", request),
		redo: (run, request) => turn(run, "redo", request),
	};
};

interface Begun {
	/** As it is to be told of when it is done. */
	readonly body: CleanupRun;
	readonly start: RunStart;
}

interface Turning {
	readonly way: "undo" | "redo";
	readonly request: TurnRequest;
}
