/**
 * Which room may see which, told in CONTRIBUTING.md. Every rule is proven by a planted violation in
 * test/directions/directions.test.ts; a rule without one fails that test.
 */

/** Folders of backend/ that hold a feature: its operations and its logic. */
const features = "(?:ingest|catalog|accounts|analysis|tracking|live|counting|insights|recommendations|seeding|cleanup|transfer|storage)";
const ours = "^(?:backend|electron|renderer|streaming|scripts|test)/";
const pagePatterns = "^streaming/page-patterns\\.json$";
const adapters = "^backend/(?:store|engine)/[^/]+/";
/** A unit test stands beside its source and may put real parts together, as everything in test/ may. */
const tests = ["^test/", "\\.test\\.tsx?$"];
/** backend/ingest/ingest.ts and backend/ingest/index.ts are fronts of backend/ingest; nothing else in it is. */
const fronts = `^backend/(${features})/(?:\\1|index)\\.ts$`;
const viewFronts = "^renderer/console/features/([^/]+)/(?:\\1|index|view)\\.tsx?$";
/** What oRPC and zod need to declare a contract runs everywhere; Node's own modules do not. */
const core = { dependencyTypes: ["core"] };

const rule = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

export default {
	forbidden: [
		rule(
			"contract-imports-nothing-of-ours",
			"The contract is what all others see. It sees none of them.",
			{ path: "^backend/contract/", pathNot: tests },
			{ path: ours, pathNot: "^backend/contract/" },
		),
		rule(
			"contract-and-client-run-anywhere",
			"The console loads backend/contract and backend/client in a browser: Node's modules are not there.",
			{ path: "^backend/(?:contract|client)/", pathNot: tests },
			core,
		),
		rule(
			"ports-see-the-contract-only",
			"A port is described in the contract's words and in those of other ports. The list of page patterns is data that Spark reads too.",
			{ path: "^backend/(?:store|engine)/[^/]+\\.ts$", pathNot: tests },
			{ path: ours, pathNot: ["^backend/contract/", "^backend/(?:store|engine)/[^/]+\\.ts$", pagePatterns] },
		),
		rule(
			"features-see-ports-not-adapters",
			"A feature asks backend/store/ports.ts and backend/engine/port.ts; which store answers is decided in backend/main.ts.",
			{ path: `^backend/(?:${features}|noise)/`, pathNot: tests },
			{ path: adapters },
		),
		rule(
			"features-do-not-see-borders",
			"HTTP, the bridge, the command line and the configuration call features. Values they hold are given to a feature.",
			{ path: `^backend/(?:${features}|noise)/`, pathNot: tests },
			{ path: ["^backend/(?:http|client)/", "^backend/(?:main|config)\\.ts$", "^(?:electron|renderer|scripts|streaming)/"] },
		),
		rule(
			"features-through-the-front",
			"A feature uses another only through the file that has its folder's name.",
			{ path: `^backend/(${features})/`, pathNot: tests },
			{ path: `^backend/${features}/`, pathNot: ["^backend/$1/", fronts] },
		),
		rule(
			"borders-through-the-front",
			"HTTP and the composition use what a feature's front exports.",
			{ path: "^backend/(?:http/|(?:main|stores)\\.ts$)", pathNot: tests },
			{ path: `^backend/${features}/`, pathNot: fronts },
		),
		rule(
			"noise-is-judged-by-cleanup",
			"The noise rules have one caller; everyone else reads the flag.",
			{ path: ours, pathNot: ["^backend/(?:noise|cleanup)/", ...tests] },
			{ path: "^backend/noise/" },
		),
		rule(
			"adapters-implement-ports",
			"An adapter knows the ports, the contract's words and itself.",
			{ path: adapters, pathNot: tests },
			{ path: ours, pathNot: ["^backend/contract/", "^backend/(?:store|engine)/", "^backend/logging\\.ts$"] },
		),
		rule(
			"adapters-do-not-know-each-other",
			"Only store and engine of the same database may meet: they share its open file.",
			{ path: "^backend/(?:store|engine)/([^/]+)/", pathNot: tests },
			{ path: adapters, pathNot: "^backend/(?:store|engine)/$1/" },
		),
		rule(
			"only-main-names-adapters",
			"backend/main.ts, with stores.ts for the stores and counters.ts for what counts a topic beside it, alone decides which adapters and which streaming parts a process gets.",
			{
				path: ours,
				pathNot: ["^backend/(?:main|stores|counters)\\.ts$", adapters, "^streaming/", `^backend/(?:${features}|noise)/`, ...tests],
			},
			{ path: [adapters, "^streaming/"], pathNot: pagePatterns },
		),
		rule(
			"client-sees-the-contract",
			"The typed client is the contract over a transport.",
			{ path: "^backend/client/", pathNot: tests },
			{ path: ours, pathNot: ["^backend/client/", "^backend/contract/"] },
		),
		rule(
			"backend-has-no-shell",
			"The backend is the same under Electron, plain Node and a container.",
			{ path: "^backend/", pathNot: tests },
			{ path: "^(?:electron|renderer|scripts)/" },
		),
		rule(
			"only-the-composition-composes",
			"compose() is for the shells; inside the backend parts are handed down.",
			{ path: "^backend/", pathNot: ["^backend/main\\.ts$", ...tests] },
			{ path: "^backend/main\\.ts$" },
		),
		rule(
			"console-sees-contract-and-client",
			"The console asks through the typed client, whatever answers.",
			{ path: "^renderer/console/", pathNot: tests },
			{ path: ours, pathNot: ["^renderer/console/", "^backend/(?:contract|client)/"] },
		),
		rule(
			"console-views-through-the-front",
			"A view is one folder; another view may only link to it or use its front.",
			{ path: "^renderer/console/features/([^/]+)/", pathNot: tests },
			{ path: "^renderer/console/features/", pathNot: ["^renderer/console/features/$1/", viewFronts] },
		),
		rule(
			"console-kit-knows-no-view",
			"ui/ is the kit: charts, tables, controls. It knows neither views nor shell.",
			{ path: "^renderer/console/ui/", pathNot: tests },
			{ path: "^renderer/console/(?:app|features)/" },
		),
		rule(
			"storefront-sees-the-client",
			"The demo shop is a customer of the product: it has the client, the words of the contract and of the tracker, and nothing else of ours.",
			{ path: "^renderer/storefront/", pathNot: tests },
			{ path: ours, pathNot: ["^renderer/storefront/", "^backend/(?:client|contract)/", "^renderer/sdk/"] },
		),
		rule(
			"storefront-loads-no-contract",
			"The contract carries every schema: loaded, it would double what a visitor of the shop loads. Its types weigh nothing.",
			{ path: "^renderer/storefront/", pathNot: tests },
			{ path: ["^backend/contract/", "^renderer/sdk/"], dependencyTypesNot: ["type-only"] },
		),
		rule(
			"sdk-sees-nothing",
			"Shops embed the tracker: it must not grow with us.",
			{ path: "^renderer/sdk/", pathNot: tests },
			{ path: ours, pathNot: "^renderer/sdk/" },
		),
		rule("renderer-has-no-node", "What runs in a browser engine has no Node.", { path: "^renderer/", pathNot: tests }, core),
		rule(
			"streaming-sees-contract-and-store-ports",
			"The forwarder and the aggregator read the contract's words and the store's promises.",
			{ path: "^streaming/", pathNot: tests },
			{ path: ours, pathNot: ["^streaming/", "^backend/contract/", "^backend/store/[^/]+\\.ts$"] },
		),
		rule(
			"electron-uses-main-and-contract",
			"The shell composes the backend and bridges the contract to the window; failures and operations give the bridge its caller and its errors.",
			{ path: "^electron/", pathNot: tests },
			{ path: ours, pathNot: ["^electron/", "^backend/contract/", "^backend/(?:main|config|early-config|failures|operations)\\.ts$"] },
		),
		rule(
			"only-electron-imports-electron",
			"Everything but the shell runs without it. The bare window that a start is measured beside is one.",
			{ path: ours, pathNot: ["^electron/", "^test/bench/startup/bare/"] },
			{ path: "^(?:electron|electron-store)$|node_modules/(?:electron|electron-store)/" },
		),
		rule(
			"only-ui-imports-recharts",
			"Charts come from the chart kit, so that each has its table, its export and its colours.",
			{ path: ours, pathNot: "^renderer/console/ui/" },
			{ path: "^recharts$|node_modules/recharts/" },
		),
		rule(
			"scripts-are-thin",
			"The command line parses flags and calls the composition or the client; it finds a running server by its file.",
			{ path: "^scripts/", pathNot: tests },
			{ path: ours, pathNot: ["^scripts/", "^backend/(?:contract|client)/", "^backend/(?:main|config|server-file)\\.ts$"] },
		),
		rule("product-does-not-see-tests", "Tests see the product.", { path: ours, pathNot: tests }, { path: tests }),
		rule(
			"product-runs-on-dependencies",
			"What runs outside the bundle must be installed with the product. Electron is the one that is not.",
			{ path: "^(?:backend|electron|streaming)/", pathNot: tests },
			{ dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/electron/" },
		),
		rule("imports-resolve", "An import that leads nowhere.", { path: ours }, { couldNotResolve: true }),
		rule(
			"no-circles",
			"Two files that need each other are one file, or lack a third. A view loaded when it is opened may use the shell that opens it.",
			{ path: ours, pathNot: "^test/" },
			{ circular: true, viaOnly: { dependencyTypesNot: ["dynamic-import"] } },
		),
		{
			...rule(
				"no-circles-of-features",
				"Features may build on features, in one direction.",
				{ path: `^backend/${features}$` },
				{ path: `^backend/${features}$`, circular: true },
			),
			scope: "folder",
		},
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		combinedDependencies: false,
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^(?:out|dist|test-results|test-reports|playwright-report)/|^[^/]+\\.(?:ts|js|mjs|json)$" },
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["import", "node", "default", "types"],
			mainFields: ["module", "main", "types"],
		},
	},
};
