import sql from "./demo-client.sql";
import type { NoiseRule } from "./rule.js";

/** The client id of examples that people copy. */
export const demoClient: NoiseRule = {
	rule: "demo_client",
	title: "Demo client",
	about: "Events whose client id is that of a copied example.",
	score: 1,
	alone: true,
	limits: {},
	lists: { clients: { label: "Client ids", usual: ["client-demo"] } },
	threshold: ({ list }) => `client ${list("clients").join(", ") || "none"}`,
	query: ({ list }) => ({ sql, params: { score: 1, clients: list("clients") } }),
};
