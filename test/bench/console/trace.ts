import { z } from "zod";

/** A task of the page's main thread. `cpuMs` is what the thread itself worked: on a busy machine `ms` holds the waiting for a core too. */
export interface Task {
	readonly ms: number;
	readonly cpuMs: number;
	/** What it was made of, the dearest first: names of Chromium's own events with their milliseconds. */
	readonly parts: readonly string[];
}

const event = z.looseObject({
	name: z.string(),
	ph: z.string(),
	pid: z.int(),
	tid: z.int(),
	ts: z.number(),
	dur: z.number().optional(),
	tdur: z.number().optional(),
	args: z.looseObject({ name: z.string().optional() }).optional(),
});
type TraceEvent = z.infer<typeof event>;

export const categories = ["toplevel", "devtools.timeline", "v8.execute", "disabled-by-default-devtools.timeline"];

const parts: ReadonlySet<string> = new Set([
	"FunctionCall",
	"EvaluateScript",
	"UpdateLayoutTree",
	"Layout",
	"Paint",
	"PrePaint",
	"Layerize",
	"MajorGC",
	"MinorGC",
	"ParseHTML",
	"v8.compile",
	"RunMicrotasks",
	"FireAnimationFrame",
	"HitTest",
]);

const mainThreads = (events: readonly TraceEvent[]): ReadonlySet<string> =>
	new Set(
		events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`),
	);

const madeOf = (task: TraceEvent, within: readonly TraceEvent[]): string[] => {
	const end = task.ts + (task.dur ?? 0);
	const sums = new Map<string, number>();
	for (const { name, ts, tdur = 0 } of within) if (ts >= task.ts && ts < end) sums.set(name, (sums.get(name) ?? 0) + tdur);
	return [...sums]
		.sort(([, a], [, b]) => b - a)
		.slice(0, 4)
		.map(([name, us]) => `${name} ${Math.round(us / 1000)}`);
};

/** Tasks of the trace that took `least` milliseconds or more by the clock or the CPU, the longest first. */
export const longTasks = (trace: Buffer, least: number): Task[] => {
	const events = z.object({ traceEvents: z.array(event) }).parse(JSON.parse(trace.toString("utf8"))).traceEvents;
	const threads = mainThreads(events);
	const own = events.filter(({ pid, tid, ph }) => ph === "X" && threads.has(`${pid} ${tid}`));
	const inner = own.filter(({ name }) => parts.has(name));
	return own
		.filter(({ name, dur = 0 }) => (name === "RunTask" || name === "ThreadControllerImpl::RunTask") && dur >= least * 1000)
		.map((task) => ({ ms: (task.dur ?? 0) / 1000, cpuMs: (task.tdur ?? 0) / 1000, parts: madeOf(task, inner) }))
		.sort((a, b) => b.cpuMs - a.cpuMs);
};
