import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { sqlText } from "./sql-plugin.js";

/** electron-vite sets a relative base for built pages whatever is configured; views have deeper paths, so it must be absolute. */
const atDashboard = { name: "at-dashboard", enforce: "post" as const, config: () => ({ base: "/dashboard/" }) };

export default defineConfig({
	main: {
		plugins: [sqlText()],
		build: { externalizeDeps: true, rollupOptions: { input: { main: "electron/main.ts" }, output: { format: "es" } } },
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
		plugins: [react(), atDashboard],
		/** The page is at app://console also while developing, so it has to be told where changes are announced. */
		server: { port: 5173, strictPort: true, hmr: { protocol: "ws", host: "localhost", clientPort: 5173 } },
		build: { rollupOptions: { input: { console: "renderer/console/index.html" } } },
	},
});
