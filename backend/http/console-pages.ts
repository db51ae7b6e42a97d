import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";
import { AppError } from "../contract/errors.js";

/** Where the bundler puts the console's page inside the built renderer. */
const pageIn = (webRoot: string): string => join(webRoot, "console", "index.html");

const notBuilt = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clickstream Console</title></head><body>
<h1>The console is not built yet</h1>
<p>The server runs and takes events. Build the console's pages once with <code>npm run build</code>, then reload this page.</p>
</body></html>`;

/** One page for every view: the console reads the rest of the address itself. Asked anew each time, so that an update shows. */
const consolePage =
	(webRoot: string | undefined): RequestHandler =>
	(_request, response, next) => {
		response.setHeader("Cache-Control", "no-cache");
		if (webRoot !== undefined && existsSync(pageIn(webRoot)))
			return response.sendFile(pageIn(webRoot), { dotfiles: "allow" }, (error) => error && next(error));
		return void response.status(503).type("html").send(notBuilt);
	};

const missingFile: RequestHandler = (request) => {
	throw new AppError(
		"not_found",
		`There is no file ${request.originalUrl.split("?", 1)[0]}. Reload the page: the console may have been updated.`,
	);
};

/** The built console under /dashboard. Assets carry a hash of their content in their names, so they may be kept for good. */
export const consolePages = (webRoot: string | undefined): Router => {
	const router = Router();
	router.get("/", (_request, response) => response.redirect(302, "/dashboard"));
	if (webRoot !== undefined) {
		router.use(
			"/dashboard/assets",
			express.static(join(webRoot, "assets"), { immutable: true, maxAge: "365d", index: false, redirect: false }),
		);
	}
	router.use("/dashboard/assets", missingFile);
	router.get(["/dashboard", "/dashboard/*view"], consolePage(webRoot));
	return router;
};
