/** A small house in which every direction is right, and one planted file for each rule. */

/** Files that only have to be there to be imported. */
export const rooms: Readonly<Record<string, string>> = {
	"backend/contract/events.ts": "export const x = 1;",
	"backend/store/ports.ts": 'import type { x } from "../contract/events.js"; export type Store = typeof x;',
	"backend/store/event.ts": "export const x = 1;",
	"backend/engine/port.ts": "export const x = 1;",
	"backend/store/duckdb/store.ts": 'import type { Store } from "../ports.js"; export type Duck = Store;',
	"backend/store/mongo/store.ts": 'import type { Store } from "../ports.js"; export type Mongo = Store;',
	"backend/engine/duckdb/engine.ts": 'export type { Duck } from "../../store/duckdb/store.js";',
	"backend/ingest/ingest.ts": 'import type { Store } from "../store/ports.js"; export type Ingest = Store;',
	"backend/ingest/normalise.ts": "export const x = 1;",
	"backend/noise/rule.ts": "export const x = 1;",
	"backend/cleanup/cleanup.ts": 'export { x } from "../noise/rule.js";',
	"backend/operations.ts": "export const x = 1;",
	"backend/failures.ts": "export const x = 1;",
	"backend/config.ts": 'import { homedir } from "node:os"; export const home = homedir;',
	"backend/http/app.ts": 'export type { Ingest } from "../ingest/ingest.js";',
	"backend/client/http.ts": 'export { x } from "../contract/events.js";',
	"backend/main.ts":
		'import type { Duck } from "./store/duckdb/store.js"; import { x } from "./http/plain.js"; import { y } from "../streaming/forwarder.js"; export const all: [Duck?] = []; export { x, y };',
	"backend/http/plain.ts": "export const x = 1;",
	"streaming/forwarder.ts": 'import type { Store } from "../backend/store/ports.js"; export type F = Store; export const y = 1;',
	"electron/window.ts":
		'import { app } from "electron"; import Settings from "electron-store"; import { all } from "../backend/main.js"; import { x } from "../backend/failures.js"; export { app, Settings, all, x };',
	"renderer/console/ui/chart.tsx": 'import { LineChart } from "recharts"; export { LineChart };',
	"renderer/console/app/shell.tsx": 'export { View } from "../features/overview/view.js";',
	"renderer/console/features/overview/view.tsx":
		'import { x } from "../../../../backend/client/http.js"; import { useState } from "react"; export { LineChart } from "../../ui/chart.js"; export const View = [x, useState];',
	"renderer/console/features/overview/inside.ts": "export const x = 1;",
	"renderer/storefront/page.ts":
		'export type { X } from "../../backend/contract/events.js"; export { x } from "../../backend/client/http.js";',
	"renderer/sdk/tracker.ts": "export const x = 1;",
	"scripts/analyze.ts": 'import { all } from "../backend/main.js"; import { x } from "../backend/client/http.js"; export { all, x };',
	"test/builders/events.ts": 'export type { Duck } from "../../backend/store/duckdb/store.js"; export const x = 1;',
};

export interface Plant {
	readonly rule: string;
	readonly file: string;
	readonly source: string;
	/** A second file, where it takes two to break the rule. */
	readonly other?: { readonly file: string; readonly source: string };
}

const plant = (rule: string, file: string, source: string): Plant => ({ rule, file, source });

export const plants: readonly Plant[] = [
	plant("contract-imports-nothing-of-ours", "backend/contract/p.ts", 'export type { Store } from "../store/ports.js";'),
	plant("contract-and-client-run-anywhere", "backend/client/p.ts", 'export { readFile } from "node:fs/promises";'),
	plant("ports-see-the-contract-only", "backend/store/p.ts", 'export type { x } from "../operations.js";'),
	plant(
		"features-see-ports-not-adapters",
		"backend/ingest/p.ts",
		'import type { Duck } from "../store/duckdb/store.js"; export type D = Duck;',
	),
	plant("features-do-not-see-borders", "backend/ingest/p2.ts", 'export { home } from "../config.js";'),
	plant("features-do-not-see-borders", "backend/ingest/p3.ts", 'export { x } from "../http/plain.js";'),
	plant("features-through-the-front", "backend/transfer/p.ts", 'export { x } from "../ingest/normalise.js";'),
	plant("borders-through-the-front", "backend/http/p.ts", 'export { x } from "../ingest/normalise.js";'),
	plant("noise-is-judged-by-cleanup", "backend/analysis/p.ts", 'export { x } from "../noise/rule.js";'),
	plant("adapters-implement-ports", "backend/store/duckdb/p.ts", 'export { x } from "../../ingest/normalise.js";'),
	plant("adapters-do-not-know-each-other", "backend/store/mongo/p.ts", 'export type { Duck } from "../duckdb/store.js";'),
	plant("only-main-names-adapters", "backend/http/p2.ts", 'export type { Duck } from "../store/duckdb/store.js";'),
	plant("only-main-names-adapters", "backend/logging.ts", 'export { y } from "../streaming/forwarder.js";'),
	plant("client-sees-the-contract", "backend/client/p2.ts", 'export { x } from "../operations.js";'),
	plant("backend-has-no-shell", "backend/http/p3.ts", 'export { app } from "../../electron/window.js";'),
	plant("only-the-composition-composes", "backend/http/p4.ts", 'export { all } from "../main.js";'),
	plant(
		"console-sees-contract-and-client",
		"renderer/console/app/p.ts",
		'import type { Store } from "../../../backend/store/ports.js"; export type S = Store;',
	),
	plant("console-views-through-the-front", "renderer/console/features/events/p.ts", 'export { x } from "../overview/inside.js";'),
	plant("console-kit-knows-no-view", "renderer/console/ui/p.ts", 'export { View } from "../features/overview/view.js";'),
	plant("storefront-sees-the-client", "renderer/storefront/p.ts", 'export { x } from "../console/ui/chart.js";'),
	plant("storefront-loads-no-contract", "renderer/storefront/p2.ts", 'export { x } from "../sdk/tracker.js";'),
	plant("sdk-sees-nothing", "renderer/sdk/p.ts", 'export { x } from "../../backend/contract/events.js";'),
	plant("renderer-has-no-node", "renderer/console/app/p2.ts", 'export { join } from "node:path";'),
	plant("streaming-sees-contract-and-store-ports", "streaming/p.ts", 'export { x } from "../backend/operations.js";'),
	plant("electron-uses-main-and-contract", "electron/p.ts", 'export { x } from "../backend/http/plain.js";'),
	plant("only-electron-imports-electron", "scripts/p.ts", 'import { app } from "electron"; export { app };'),
	plant("only-electron-imports-electron", "renderer/console/app/p3.ts", 'import type { App } from "electron"; export type A = App;'),
	plant("only-ui-imports-recharts", "renderer/console/features/overview/p.tsx", 'export { LineChart } from "recharts";'),
	plant("scripts-are-thin", "scripts/p2.ts", 'export { x } from "../backend/ingest/normalise.js";'),
	plant("product-does-not-see-tests", "backend/ingest/p4.ts", 'export { x } from "../../test/builders/events.js";'),
	plant("product-runs-on-dependencies", "backend/ingest/p5.ts", 'export { useState } from "react";'),
	plant("imports-resolve", "backend/ingest/p6.ts", 'export { x } from "./nowhere.js";'),
	{
		...plant("no-circles", "backend/ingest/p7.ts", 'import type { B } from "./p8.js"; export type A = B | 1;'),
		other: { file: "backend/ingest/p8.ts", source: 'import type { A } from "./p7.js"; export type B = A | 2;' },
	},
	{
		...plant("no-circles-of-features", "backend/catalog/catalog.ts", 'export { x } from "../live/live.js";'),
		other: { file: "backend/live/p.ts", source: 'export { y } from "../catalog/p.js";' },
	},
];

/** What the pair of features above needs so that no file is in a circle, and only the folders are. */
export const beside: Readonly<Record<string, string>> = {
	"backend/live/live.ts": "export const x = 1;",
	"backend/catalog/p.ts": "export const y = 1;",
};
