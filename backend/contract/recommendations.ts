import { z } from "zod";
import { boolParam, intParam, operation, readers } from "./base.js";

const id = z.string().min(1).max(256);

const ways = ["together", "neighbours", "follows", "category", "popular"] as const;

/** A product with what the catalog says of it now. Without a catalog, name and category are those that events tell. */
export const recommendation = z.object({
	product_id: z.string(),
	slug: z.string().nullable(),
	name: z.string(),
	category: z.string().nullable(),
	price: z.number().nullable(),
	currency: z.string().nullable(),
	tags: z.array(z.string()),
	image_url: z.string().nullable(),
	stock: z.int().nullable(),
	reason: z.string(),
	origin: z.enum(["model", "computed"]),
	way: z
		.enum(ways)
		.nullable()
		.describe("How it was found, for a shop that tells its customers in words of its own; null in a model's list"),
});
export type Recommendation = z.infer<typeof recommendation>;

const named = z.object({ product_id: z.string(), name: z.string() });

/** What the reason says, as the counts it was made of. */
export const because = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("together"),
		product: named,
		sessions: z.int().describe("In which both were ordered"),
		of: z.int().describe("Held sessions with an order"),
		with_product: z.int().describe("Held sessions in which the other product was ordered"),
	}),
	z.object({
		kind: z.literal("neighbours"),
		act: z.enum(["viewed", "added", "ordered"]),
		sessions: z.int(),
		of: z.int().describe("The nearest sessions"),
	}),
	z.object({
		kind: z.literal("follows"),
		product: named,
		sessions: z.int().describe("In which it comes within 10 places after the other product"),
		of: z.int().describe("Sessions with the other product"),
	}),
	z.object({ kind: z.literal("category"), category: z.string(), rank: z.int(), sessions: z.int(), of: z.int() }),
	z.object({ kind: z.literal("popular"), rank: z.int(), sessions: z.int(), of: z.int() }),
]);
export type Because = z.infer<typeof because>;

export const subjectKinds = ["visitor", "session", "user"] as const;
const subjectKind = z.enum(subjectKinds);
export type SubjectKind = z.infer<typeof subjectKind>;

/** How many there were at each step. */
const steps = z.object({
	sessions: z.int().describe("Held, with a product"),
	candidates: z.int().describe("With a product in common"),
	neighbours: z.int().describe("The nearest of them"),
	products: z.int().describe("In these, that the session has not"),
	gone: z.int().describe("Left out: no longer in the catalog"),
	out_of_stock: z.int(),
	bought: z.int(),
	thinned: z.int().describe("Left out: too many of one category"),
});

const timelineEntry = z.object({
	seq: z.int(),
	at: z.int(),
	event_type: z.string(),
	action: z.string().nullable(),
	page: z.string().nullable(),
	product: named.nullable(),
	price: z.number().nullable(),
	quantity: z.number().nullable(),
	currency: z.string().nullable(),
	search: z.string().nullable(),
});

export const explained = z.object({
	items: z.array(recommendation.extend({ score: z.number().nullable().describe("Of the neighbours; null by another way"), because })),
	session: z
		.object({
			key: z.string(),
			from: z.int(),
			to: z.int(),
			products: z.array(named).describe("The oldest first"),
		})
		.nullable()
		.describe("The newest session with products; null where there is none"),
	timeline: z.array(timelineEntry).describe("Of that session, the newest 50 events, the oldest first"),
	bought: z.array(named).describe("Among the newest 500 events"),
	steps,
	neighbours: z
		.array(
			z.object({
				key: z.string(),
				end: z.int(),
				similarity: z.number(),
				shared: z.array(named),
				others: z.array(named).describe("At most 10"),
			}),
		)
		.describe("The nearest 10"),
	model: z
		.object({
			chosen_for: z.enum(["account", "caller"]).describe("caller: none was made for the one asked about; it is the asker's own"),
			created_at: z.string(),
			items: z.array(named.extend({ reason: z.string() })),
		})
		.nullable()
		.describe("The newest list that a model made, of products still in the catalog"),
	catalog: z.boolean().describe("False while the catalog is empty: stock and prices are not known then"),
	waiting: z.int().describe("Events stored but not read yet"),
	took_ms: z.number(),
});
export type Explained = z.infer<typeof explained>;

const measured = z.object({
	days: z.int().describe("The last days, whose sessions are asked; those that ended before teach"),
	from: z.int(),
	teaching: z.int().describe("Sessions of two products or more"),
	asked: z.int(),
	predictions: z.int(),
	methods: z.array(
		z.object({
			method: z.enum(ways),
			recall: z.number().describe("How often the next product was among 20"),
			mrr: z.number().describe("Mean of 1 / its place, 0 past 20"),
			coverage: z.number().describe("Share of the products that were ever among 20"),
		}),
	),
});
export type MeasuredQuality = z.infer<typeof measured>;

export const recommendationsContract = {
	list: operation
		.route({
			method: "GET",
			path: "/api/recommendations",
			summary: "Products for the caller: of an account, else of the visitor's current session, else the popular ones",
			tags: ["Recommendations"],
		})
		.meta({ roles: ["anyone"] })
		.input(
			z.object({
				limit: intParam(z.number().min(1).max(24)).default(10),
				client_id: id.optional().describe("With session_id: the visitor's own session, while it lasts"),
				session_id: id.optional(),
				products: z
					.string()
					.max(5_200)
					.optional()
					.describe("Comma separated ids, the newest last: what is looked at, instead of a session"),
			}),
		)
		.output(z.object({ items: z.array(recommendation), origin: z.enum(["model", "computed"]), created_at: z.string() })),
	explain: operation
		.route({
			method: "GET",
			path: "/api/recommendations/explain",
			summary: "What a visitor, session or user would be shown, and why",
			tags: ["Recommendations"],
		})
		.meta({ roles: readers })
		.input(
			z.object({
				kind: subjectKind,
				id,
				limit: intParam(z.number().min(1).max(24)).default(6),
				in_stock: boolParam.default(true).describe("Leave out what cannot be bought"),
				leave_out_bought: boolParam.default(true),
			}),
		)
		.output(explained),
	subjects: operation
		.route({
			method: "GET",
			path: "/api/recommendations/subjects",
			summary: "Visitors, sessions or users with products, the newest first",
			tags: ["Recommendations"],
		})
		.meta({ roles: readers })
		.input(
			z.object({
				kind: subjectKind,
				q: z.string().max(256).default("").describe("A part of the id"),
				limit: intParam(z.number().min(1).max(50)).default(20),
			}),
		)
		.output(z.object({ items: z.array(z.object({ id: z.string(), events: z.int(), last_ts: z.int() })) })),
	quality: operation
		.route({
			method: "GET",
			path: "/api/recommendations/quality",
			summary: "How often each way finds the next product, on the newest sessions",
			tags: ["Recommendations"],
		})
		.meta({ roles: readers })
		.output(measured),
};
