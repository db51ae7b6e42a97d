import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { frameFirst } from "./frame-plugin.js";
import { dependencies } from "./package.json";
import { routesOnly } from "./routes-plugin.js";
import { sqlText } from "./sql-plugin.js";

/** electron-vite sets a relative base for built pages whatever is configured; views have deeper paths, so it must be absolute. */
const atDashboard = { name: "at-dashboard", enforce: "post" as const, config: () => ({ base: "/dashboard/" }) };

/**
 * Packages that stay packages: those with native parts, whose places they look up themselves, and MongoDB's driver, which asks for
 * optional packages by name. All others are part of main.js, so that a start reads a few files instead of a thousand.
 */
const apart: ReadonlySet<string> = new Set(["@duckdb/node-api", "@node-rs/argon2", "mongodb"]);

/** What the window's own part needs of the backend: in a file of its own, since the backend's would else ask the first script for it. */
const apartFromFirst = [{ name: "shared", test: /backend\/(?:contract\/errors|early-config)\.ts$/ }];

/** Without comments and spaces, which a start would read too; names stay, for the log. */
const written = { compress: false, mangle: false, codegen: { removeWhitespace: true } } as const;

export default defineConfig({
	main: {
		plugins: [sqlText()],
		build: {
			externalizeDeps: { exclude: Object.keys(dependencies).filter((name) => !apart.has(name)) },
			rollupOptions: {
				input: { main: "electron/main.ts" },
				output: { format: "es", minify: written, codeSplitting: { groups: apartFromFirst } },
			},
		},
	},
	preload: {
		build: {
			externalizeDeps: false,
			rollupOptions: { input: { preload: "electron/preload.ts" }, output: { format: "cjs", entryFileNames: "[name].cjs" } },
		},
	},
	renderer: {
		root: "renderer",
		/** The same paths under app://console and under the embedded server. */
		base: "/dashboard/",
		plugins: [react(), routesOnly(), atDashboard, frameFirst("frame")],
		/** The page is at app://console also while developing, so it has to be told where changes are announced. */
		server: { port: 5173, strictPort: true, hmr: { protocol: "ws", host: "localhost", clientPort: 5173 } },
		/** electron-vite leaves scripts as long as they were written unless told. */
		build: {
			minify: true,
			rollupOptions: {
				input: { console: "renderer/console/index.html", frame: "renderer/console/frame.ts" },
				/** What the page always fetches is one file: the bundler would cut it by which views share it, and each piece is asked for. */
				output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"], test: /^(?!.*\/console\/frame\.ts)/ }] } },
			},
		},
	},
});
