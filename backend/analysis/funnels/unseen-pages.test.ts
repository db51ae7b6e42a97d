import { expect, test } from "vitest";
import { unseenPages } from "./unseen-pages.js";

test("what browsers fetch beside a page and what robots look for is no page to go to; a page by whatever name is one", () => {
	const pages = [
		"/",
		"/cart",
		"/product/blue.svg-frame",
		"/index.php",
		"/about.html",
		"/blog/geekery/xpathtool.html",
		"/guide.pdf",
		"/p?x=a.png",
	];
	const others = [
		"/favicon.ico",
		"/style2.css",
		"/images/jordan-80.png",
		"/app.mjs?v=3",
		"/sitemap.xml",
		"/robots.txt",
		"/.env",
		"/.well-known/security.txt",
		"/wp-login.php",
	];
	const seen = [...pages, ...others].filter((page) => !new RegExp(unseenPages).test(page));
	expect(seen).toEqual(pages);
});
