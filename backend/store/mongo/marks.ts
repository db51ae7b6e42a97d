import type { Document } from "mongodb";
import type { NoiseFound } from "../noise-port.js";
import type { EventDocument, MarkDocument } from "./documents.js";

/** Marks of no run. No reason at all is an empty one. */
export const marksByHand = (reasons: readonly string[], at: Date): MarkDocument[] =>
	(reasons.length > 0 ? reasons : [""]).map((reason, index) => ({ run: 0, place: index + 1, reason, score: 1, at }));

export const marksOfRun = (run: number, { reasons }: NoiseFound, at: Date): MarkDocument[] =>
	reasons.map(({ place, reason, score }) => ({ run, place, reason, score, at }));

/** The marks on a document. Another tool may have set its flag alone: that is a mark of no run. */
export const marksOn = (document: EventDocument): MarkDocument[] => {
	if (document.marks) return document.marks;
	if (document.flag?.noisy !== true) return [];
	const { reasons, updated_at: at } = document.flag;
	return marksByHand(Array.isArray(reasons) ? reasons : [], at ?? document.received_at);
};

/** The same, as the server reads it. */
const own = {
	$let: {
		vars: { told: { $cond: [{ $isArray: "$flag.reasons" }, "$flag.reasons", []] } },
		in: {
			$cond: [
				{ $isArray: "$marks" },
				"$marks",
				{
					$cond: [
						{ $ne: ["$flag.noisy", true] },
						[],
						{
							$map: {
								input: { $range: [0, { $max: [1, { $size: "$$told" }] }] },
								as: "place",
								in: {
									run: { $literal: 0 },
									place: { $add: ["$$place", 1] },
									reason: { $ifNull: [{ $arrayElemAt: ["$$told", "$$place"] }, ""] },
									score: { $literal: 1 },
									at: { $ifNull: ["$flag.updated_at", "$received_at"] },
								},
							},
						},
					],
				},
			],
		},
	},
};

/** A reason counts once, where it came first. */
const reasons = {
	$reduce: {
		input: "$$active",
		initialValue: [],
		in: {
			$cond: [
				{ $or: [{ $eq: ["$$this.reason", ""] }, { $in: ["$$this.reason", "$$value"] }] },
				"$$value",
				{ $concatArrays: ["$$value", ["$$this.reason"]] },
			],
		},
	},
};

const flag = {
	$let: {
		vars: { active: { $filter: { input: "$marks", cond: { $ne: ["$$this.off", true] } } } },
		in: {
			$cond: [{ $eq: [{ $size: "$$active" }, 0] }, "$$REMOVE", { noisy: true, reasons, updated_at: { $max: "$$active.at" } }],
		},
	},
};

/** Changes an event's marks to what the expression makes of `$marks`, and all that follows from them, in one change. */
const changed = (marks: Document, number: number): Document[] => [
	{ $set: { marks: own } },
	{ $set: { marks: { $sortArray: { input: marks, sortBy: { run: 1, place: 1 } } } } },
	{ $set: { flag, updated_at: "$$NOW", changed: { $literal: number } } },
	{ $set: { marks: { $cond: [{ $eq: [{ $size: "$marks" }, 0] }, "$$REMOVE", "$marks"] } } },
];

const without = (run: number): Document => ({ $filter: { input: "$marks", cond: { $ne: ["$$this.run", run] } } });

/** Puts the marks of a run on; again is the same. */
export const putOn = (marks: readonly MarkDocument[], number: number): Document[] => {
	const places = marks.map(({ run, place }) => ({ run, place }));
	const others = {
		$filter: { input: "$marks", cond: { $not: [{ $in: [{ run: "$$this.run", place: "$$this.place" }, { $literal: places }] }] } },
	};
	return changed({ $concatArrays: [others, { $literal: marks }] }, number);
};

/** Takes the marks of a run off for good, as if there had been none. */
export const takeOff = (run: number, number: number): Document[] => changed(without(run), number);

const told = { run: "$$this.run", place: "$$this.place", reason: "$$this.reason", score: "$$this.score", at: "$$this.at" };

/** Brings the marks of a run into effect, or out of it. */
export const turn = (run: number, to: "on" | "off", number: number): Document[] =>
	changed(
		{
			$map: {
				input: "$marks",
				in: { $cond: [{ $eq: ["$$this.run", run] }, to === "on" ? told : { ...told, off: { $literal: true } }, "$$this"] },
			},
		},
		number,
	);

/** The marks of an event that comes back from a backup, where some of their runs may have been undone meanwhile, and what follows from them. */
export const restoredMarks = (
	marks: readonly MarkDocument[] | undefined,
	undone: ReadonlySet<number>,
): Pick<EventDocument, "marks" | "flag"> => {
	if (!marks) return {};
	const now = marks.map(({ off: _, ...mark }): MarkDocument => (undone.has(Number(mark.run)) ? { ...mark, off: true } : mark));
	const active = now.filter(({ off }) => off !== true);
	const newest = active.map(({ at }) => at).reduce<Date | null>((a, b) => (a === null || b > a ? b : a), null);
	const named = [...new Set(active.map(({ reason }) => reason).filter((reason) => reason !== ""))];
	return { marks: now, ...(newest === null ? { flag: undefined } : { flag: { noisy: true, reasons: named, updated_at: newest } }) } as Pick<
		EventDocument,
		"marks" | "flag"
	>;
};
