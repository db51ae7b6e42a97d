import { hashesOf, networkOf } from "./addresses.js";
import sql from "./internal.sql";
import { counted, type NoiseRule } from "./rule.js";

/**
 * The shop's own people: by address, by user, or because the event says so (`ignore` or `internal` true, `traffic_type` internal, as GA4 has
 * it). Events hold keyed hashes of addresses alone, so the addresses that are set are hashed with the same key.
 */
export const internal: NoiseRule = {
	rule: "internal",
	title: "Own visits",
	about: "Events from your own addresses or users, or sent with ignore, internal or traffic_type=internal.",
	score: 1,
	alone: true,
	limits: {},
	lists: {
		addresses: { label: "Addresses and networks", usual: [], check: networkOf },
		users: { label: "User ids", usual: [] },
	},
	threshold: ({ list }) =>
		[
			list("addresses").length > 0
				? `${list("addresses").length.toLocaleString("en")} address${list("addresses").length === 1 ? "" : "es"}`
				: "",
			list("users").length > 0 ? counted(list("users").length, "user") : "",
		]
			.filter(Boolean)
			.join(", ") || "ignore flag",
	query: ({ list }, ground) => ({
		sql,
		params: { score: 1, users: list("users"), ...hashesOf(list("addresses"), ground) },
	}),
};
