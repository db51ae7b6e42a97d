import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Analysis } from "../../backend/contract/analysis.js";
import type { OpenrouterOutput } from "../../backend/contract/insight-text.js";
import { type Answer, addKey, type ChatBody, openStandIn, type StandIn } from "../stand-ins/openrouter.js";
import { honest, type Report, reportFor } from "../stand-ins/report.js";
import { startServer, type TestServer } from "./http-server.js";

export const secret = "sk-or-v1-0123456789abcdef9f2c";
export const management = "sk-or-v1-management-key-1234";

export let standIn: StandIn;
/** With a key of the environment and the usual settings: one for all tests that need no more. */
export let usual: TestServer;
let others: TestServer[] = [];
type Model = NonNullable<Parameters<typeof startServer>[0]>["model"];

const products = [
	["mugs", "Stoneware mugs, set of 4", "kitchen", "48.00", "12"],
	["linen", "Linen bedding set, sage", "bedroom", "159.00", "34"],
	["gone", "Sold out candle", "light", "24.00", "0"],
];

const buys = (product: string, name: string, sessions: number) =>
	Array.from({ length: sessions }, (_, at) => [
		{
			client_id: `${product}-${at}`,
			session_id: `s-${product}-${at}`,
			event_type: "pageview",
			page: "/home",
			timestamp: 1_768_000_000 + at * 3_600,
		},
		{
			client_id: `${product}-${at}`,
			session_id: `s-${product}-${at}`,
			event_type: "product_viewed",
			page: `/product/${product}`,
			properties: { product_id: product, product_name: name },
			timestamp: 1_768_000_100 + at * 3_600,
		},
		{
			client_id: `${product}-${at}`,
			session_id: `s-${product}-${at}`,
			event_type: "order_completed",
			page: "/thanks",
			properties: { order_id: `o-${product}-${at}`, revenue: 48, currency: "EUR", product_id: product, product_name: name },
			timestamp: 1_768_000_200 + at * 3_600,
		},
	]).flat();

/** A catalog of three, and sixty events that buy them. */
const fill = async (server: TestServer): Promise<TestServer> => {
	const csv = [
		"product_id,name,category,price,stock,currency",
		...products.map(([id, name, category, price, stock]) => `${id},"${name}",${category},${price},${stock},EUR`),
	];
	const sent = await server.call("/api/imports/files?name=products.csv", {
		method: "POST",
		as: "owner",
		body: csv.join("\n"),
		headers: { "content-type": "text/csv" },
	});
	const { file_id } = sent.json as { file_id: string };
	const taken = await server.call("/api/products/import", { method: "POST", as: "owner", body: { file_id } });
	expect(taken.json, taken.text).toMatchObject({ inserted: 3 });
	const events = [
		...buys("mugs", "Stoneware mugs, set of 4", 8),
		...buys("linen", "Linen bedding set, sage", 6),
		...buys("gone", "Sold out candle", 6),
	];
	const stored = await server.call("/api/ingest-batch", { method: "POST", body: { events } });
	expect(stored.json, stored.text).toMatchObject({ inserted: 60 });
	return server;
};

export const start = async (model: Model): Promise<TestServer> => {
	const server = await startServer({ model: { endpoint: standIn.endpoint, ...model } });
	others.push(server);
	return fill(server);
};

export const analyse = async (
	at: TestServer,
	params: object = {},
	as: "owner" | "analyst" | "customer" | "local" = "owner",
): Promise<Analysis> => {
	const reply = await at.call("/api/analyze", { method: "POST", as, body: { params } });
	expect(reply.status, reply.text).toBe(200);
	return (reply.json as { analysis: Analysis }).analysis;
};

export const outputOf = ({ openrouter_output: output }: Analysis): OpenrouterOutput => {
	if (!output) throw new Error("The analysis has no text");
	return output;
};

export const chats = (): readonly ChatBody[] => standIn.asked.filter(({ path }) => path === "/chat/completions").map(({ body }) => body);

export const changed =
	(change: (report: Report) => void) =>
	(body: ChatBody): Answer => {
		const report = reportFor(body);
		change(report);
		return { kind: "text", text: JSON.stringify(report) };
	};

/** The whole text of an output but what is told as raw. */
export const shown = ({ raw: _, request: __, ...output }: OpenrouterOutput): string => JSON.stringify(output);

/** Server and stand-in for the tests of a file; the stand-in forgets between them. */
export const openTextBench = (): void => {
	beforeAll(async () => {
		standIn = await openStandIn();
		usual = await fill(await startServer({ model: { endpoint: standIn.endpoint, apiKey: secret } }));
	});
	beforeEach(() => {
		standIn.reset();
		standIn.usual = honest;
		addKey(standIn, secret);
		addKey(standIn, management, { management: true });
	});
	afterEach(async () => {
		for (const server of others) await server.close();
		others = [];
	});
	afterAll(async () => {
		await usual.close();
		await standIn.close();
	});
};
