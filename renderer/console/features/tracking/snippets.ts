import { type ClientId, clientIds } from "./client-ids.js";
import type { MadeKind } from "./use-keys.js";

interface Parts {
	/** The write key, or what stands for it where it is a secret. */
	readonly key: string;
	/** The origin under which shops reach this server. */
	readonly address: string;
}

export interface TrackingClient {
	readonly id: ClientId;
	readonly label: string;
	/** A page has the keys of browsers, a server its secret. */
	readonly kind: MadeKind;
	/** Where the code goes. */
	readonly about: string;
	readonly code: (parts: Parts) => string;
}

/** A string of JavaScript that stands in a script of a page too. */
const js = (text: string): string => JSON.stringify(text).replaceAll("<", "\\u003c");

const attribute = (text: string): string =>
	`"${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`;

const shell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const lines = (...texts: readonly string[]): string => texts.join("\n");

const example = { event_id: "e-1", client_id: "v-1", event_type: "product_view", page: "/p/oak-board" };

const clients: Readonly<Record<ClientId, Omit<TrackingClient, "id">>> = {
	tracker: {
		label: "Clickstream tracker",
		kind: "browser",
		about: "Into the head of every page. It sends page views by itself.",
		code: ({ key, address }) => `<script async src=${attribute(`${address}/static/analytics.js`)} data-key=${attribute(key)}></script>`,
	},
	segment: {
		label: "Segment, browser",
		kind: "browser",
		about: "With the package @segment/analytics-next.",
		code: ({ key, address }) =>
			lines(
				`import { AnalyticsBrowser } from "@segment/analytics-next";`,
				"",
				`const analytics = AnalyticsBrowser.load({`,
				`  writeKey: ${js(key)},`,
				`  cdnURL: ${js(address)},`,
				`}, { integrations: { "Segment.io": {`,
				`  apiHost: ${js(`${new URL(address).host}/v1`)},`,
				`  protocol: ${js(new URL(address).protocol.slice(0, -1))},`,
				`} } });`,
			),
	},
	"segment-node": {
		label: "Segment, server",
		kind: "server",
		about: "With the package @segment/analytics-node, on the shop's server. The user ids it sends count as verified.",
		code: ({ key, address }) =>
			lines(
				`import { Analytics } from "@segment/analytics-node";`,
				"",
				`const analytics = new Analytics({`,
				`  writeKey: ${js(key)},`,
				`  host: ${js(address)},`,
				`});`,
			),
	},
	rudderstack: {
		label: "RudderStack",
		kind: "browser",
		about: "With the package @rudderstack/analytics-js, bundled, so that nothing is loaded from elsewhere.",
		code: ({ key, address }) =>
			lines(
				`import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";`,
				"",
				`const analytics = new RudderAnalytics();`,
				`analytics.load(${js(key)}, ${js(address)}, {`,
				`  configUrl: ${js(address)},`,
				`});`,
			),
	},
	posthog: {
		label: "PostHog",
		kind: "browser",
		about: "With the package posthog-js.",
		code: ({ key, address }) =>
			lines(
				`import posthog from "posthog-js";`,
				"",
				`posthog.init(${js(key)}, {`,
				`  api_host: ${js(address)},`,
				`  autocapture: false,`,
				`  rageclick: false,`,
				`});`,
			),
	},
	snowplow: {
		label: "Snowplow",
		kind: "browser",
		about: "With the package @snowplow/browser-tracker. The write key is its appId.",
		code: ({ key, address }) =>
			lines(
				`import { newTracker, trackPageView } from "@snowplow/browser-tracker";`,
				"",
				`newTracker("shop", ${js(address)}, {`,
				`  appId: ${js(key)},`,
				`  contexts: { session: true },`,
				`});`,
				`trackPageView();`,
			),
	},
	http: {
		label: "HTTP, from a server",
		kind: "server",
		about: "An event_id that was sent before is counted once, however often it is sent.",
		code: ({ key, address }) =>
			lines(
				`curl -X POST ${shell(`${address}/api/ingest`)} \\`,
				`  -H ${shell("Content-Type: application/json")} \\`,
				`  -H ${shell(`X-Write-Key: ${key}`)} \\`,
				`  -d ${shell(JSON.stringify(example))}`,
			),
	},
};

export const trackingClients: readonly TrackingClient[] = clientIds.map((id) => ({ id, ...clients[id] }));

/** From this computer no key is needed: the shortest proof that the server listens. */
export const proofCommand = (address: string): string =>
	`curl -X POST ${address}/api/ingest -H "content-type: application/json" -d "{\\"event_type\\": \\"test_event\\", \\"client_id\\": \\"test\\"}"`;

/** Stands for a secret, which is not kept. */
export const secretPlace = "SERVER_KEY";
