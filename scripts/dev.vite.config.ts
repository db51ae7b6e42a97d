import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const backend = process.env["BACKEND"] ?? "http://127.0.0.1:8000";

/** Every view's address gives the one page, as the embedded server does. */
const onePage: Plugin = {
	name: "one-page",
	configureServer: (server) => {
		server.middlewares.use((request, _reply, next) => {
			const path = request.url?.split("?")[0] ?? "";
			if (/^\/dashboard(\/|$)/.test(path) && request.headers.accept?.includes("text/html")) request.url = "/dashboard/console/index.html";
			next();
		});
	},
};

/** The browser's console while developing: its page from here, everything else from the backend, which sees its own origin. */
export default defineConfig({
	root: "renderer",
	base: "/dashboard/",
	plugins: [react(), onePage],
	server: {
		port: 5173,
		strictPort: true,
		proxy: Object.fromEntries(
			["/api", "/docs", "/healthz", "/readyz", "/metrics"].map((path) => [
				path,
				{ target: backend, changeOrigin: true, headers: { origin: backend } },
			]),
		),
	},
});
