/** A request that a shop developer can paste into a terminal. The address is where this server really listens. */
export const curlExample = (address: string): string =>
	[`curl -X POST ${address}/api/ingest \\`, `  -H 'Content-Type: application/json' \\`, `  -d '${JSON.stringify(exampleEvent)}'`].join(
		"\n",
	);

export const batchExample = (address: string): string =>
	[
		`curl -X POST ${address}/api/ingest-batch \\`,
		`  -H 'Content-Type: application/json' \\`,
		`  -d '{"events":[`,
		`    ${JSON.stringify(exampleEvent)},`,
		`    ${JSON.stringify(exampleOrder)}`,
		`  ]}'`,
	].join("\n");

/** From a page of the shop. `keepalive` lets the request end after the visitor has left the page. */
export const pageExample = (address: string): string =>
	[
		`fetch("${address}/api/ingest", {`,
		`  method: "POST",`,
		`  keepalive: true,`,
		`  headers: { "Content-Type": "application/json" },`,
		`  body: JSON.stringify({`,
		`    event_id: crypto.randomUUID(),`,
		`    client_id: "the id of this browser",`,
		`    event_type: "pageview",`,
		`    page: location.pathname,`,
		`  }),`,
		`});`,
	].join("\n");

const exampleEvent = { event_id: "e-1", client_id: "v-1", session_id: "s-1", event_type: "product_view", page: "/p/oak-board" };

const exampleOrder = {
	event_id: "e-2",
	client_id: "v-1",
	session_id: "s-1",
	event_type: "order",
	properties: { order_id: "100763", revenue: 59, currency: "EUR" },
};
