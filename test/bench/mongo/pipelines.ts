import type { Db, Document } from "mongodb";
import { noisySources } from "../../../backend/store/event.js";

/** What the noise filter leaves. */
const visible: Document = { source: { $nin: [...noisySources] }, "flag.noisy": { $ne: true } };

const counted = (field: string, name: string, limit: number): Document[] => [
	{ $match: { ...visible, [field]: { $exists: true } } },
	{ $group: { _id: `$${field}`, events: { $sum: 1 } } },
	{ $sort: { events: -1, _id: 1 } },
	{ $limit: limit },
	{ $project: { _id: 0, [name]: "$_id", events: 1 } },
];

const byTime = (name: string, value: Document): Document[] => [
	{ $match: visible },
	{ $group: { _id: value, events: { $sum: 1 } } },
	{ $sort: { _id: 1 } },
	{ $project: { _id: 0, [name]: "$_id", events: 1 } },
];

const ofAction = (action: string): Document => ({ $sum: { $cond: [{ $eq: ["$action", action] }, 1, 0] } });

/** Six questions of the detailed analysis as someone would ask them of MongoDB, by the names that the product's questions have. */
export const pipelines = (timezone: string): Readonly<Record<string, Document[]>> => ({
	"event_analysis.types": counted("event_type", "event_type", 200),
	"event_analysis.actions": counted("action", "action", 200),
	"time_analysis.hours": byTime("hour", { $hour: { date: "$timestamp", timezone } }),
	"time_analysis.days": byTime("day", { $dateToString: { date: "$timestamp", timezone, format: "%Y-%m-%d" } }),
	page_analysis: counted("page", "page", 200),
	product_analysis: [
		{ $match: { ...visible, product_id: { $exists: true } } },
		{
			$group: {
				_id: "$product_id",
				events: { $sum: 1 },
				viewed: ofAction("product_viewed"),
				added: ofAction("product_added"),
				bought: ofAction("order_completed"),
			},
		},
		{ $sort: { events: -1, _id: 1 } },
		{ $limit: 20 },
		{ $project: { _id: 0, product_id: "$_id", events: 1, viewed: 1, added: 1, bought: 1 } },
	],
});

export const aggregate = (db: Db, pipeline: Document[]): Promise<Document[]> =>
	db.collection("events").aggregate(pipeline, { allowDiskUse: true }).toArray();
