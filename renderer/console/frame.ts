/**
 * The console's frame as it last stood: shown by the page's first, small script, before the large one is evaluated. Its links and buttons
 * answer: what is chosen meanwhile is what the console opens with. In the desktop window alone, where the caller is known; it holds
 * nothing that the data says. Imports nothing, so that it stays small.
 */

export {};

declare global {
	interface Window {
		/** Not while developing. */
		readonly clickstreamFrame?: {
			/** Called as soon as the console's own frame is in the page, before it is painted. */
			stands(shell: HTMLElement): void;
		};
	}
}

interface Kept {
	/** The address of the page's script, which has another one in each build. */
	readonly page: string;
	/** What the frame looks different by. */
	readonly state: string;
	readonly scheme: string;
	readonly colour: string;
	readonly html: string;
}

const place = "clickstream.frame";
/** One for the window as it opens and one as it was left: a window that was maximised opens smaller. */
const most = 2;
/** Milliseconds to wait for the frame to be painted where nothing is painted at all. */
const paintMs = 200;

const preload = document.querySelector<HTMLLinkElement>("link[data-page]");
const page = preload?.href ?? "";

const isKept = (one: unknown): one is Kept =>
	typeof one === "object" &&
	one !== null &&
	["page", "state", "scheme", "colour", "html"].every((key) => typeof Reflect.get(one, key) === "string");

/** Storage that is refused, or holds something else, keeps no frame. */
const read = (): readonly Kept[] => {
	try {
		const all: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
		return Array.isArray(all) ? all.filter(isKept).filter((one) => one.page === page) : [];
	} catch {
		return [];
	}
};

const matches = (query: string): boolean => window.matchMedia(query).matches;

const stateNow = (): string => {
	try {
		const chosen = ["clickstream.preferences", "mantine-color-scheme-value"].map((key) => localStorage.getItem(key));
		return JSON.stringify([...chosen, matches("(width < 1200px)"), matches("(height >= 880px)"), matches("(prefers-color-scheme: dark)")]);
	} catch {
		return "";
	}
};

/** The link that leads to the view of the page's address is the current one. */
const markCurrent = (frame: Element): void => {
	for (const link of frame.querySelectorAll<HTMLAnchorElement>("nav a")) {
		const current = link.pathname.replace(/\/$/, "") === window.location.pathname.replace(/\/$/, "");
		link.classList.toggle("active", current);
		for (const [name, value] of [
			["data-status", "active"],
			["aria-current", "page"],
		] as const) {
			if (current) link.setAttribute(name, value);
			else link.removeAttribute(name);
		}
	}
};

let frame: HTMLElement | null = null;
/** The place among the frame's buttons of the one that was pressed last. */
let pressed = -1;

/** A link is followed at once in the address, which the console opens with; a button is pressed again once the console has it. */
const choose = (event: MouseEvent): void => {
	const target = event.target instanceof Element ? event.target : null;
	const link = target?.closest("a");
	const button = target?.closest("button");
	if (frame === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
	if (event.type === "click") event.preventDefault();
	/** A click by the mouse has been chosen when it went down: the console may take the frame's place before it goes up. */
	if (event.type === "click" && event.detail > 0) return;
	if (link) {
		if (link.href !== window.location.href) window.history.pushState(null, "", link.href);
		markCurrent(frame);
	}
	if (button) pressed = [...frame.querySelectorAll("button")].indexOf(button);
};

const themeColour = (colour: string): void => {
	const meta = document.createElement("meta");
	meta.name = "theme-color";
	meta.content = colour;
	document.head.append(meta);
};

const show = ({ html, scheme, colour }: Kept): void => {
	document.documentElement.dataset["mantineColorScheme"] = scheme;
	themeColour(colour);
	/** The console reads it while it starts; asked for the first time then, it would wait for a window that is busy with the data. */
	void sessionStorage.length;
	frame = document.createElement("div");
	frame.style.height = "100%";
	frame.innerHTML = html;
	markCurrent(frame);
	for (const kind of ["mousedown", "click"] as const) frame.addEventListener(kind, choose);
	document.body.prepend(frame);
};

/** Without what the data says and without what only one page may have. */
const withoutData = (shell: HTMLElement): string => {
	const copy = shell.cloneNode(true) as HTMLElement;
	for (const child of [...copy.children]) if (!child.matches("section, nav, main")) child.remove();
	for (const main of copy.querySelectorAll("main")) main.replaceChildren();
	for (const foot of copy.querySelectorAll("[data-later='all']")) {
		const empty = document.createElement("div");
		empty.className = foot.className;
		foot.replaceWith(empty);
	}
	for (const text of copy.querySelectorAll("[data-later='text'] *")) if (text.childElementCount === 0) text.textContent = "\u00a0";
	for (const badge of copy.querySelectorAll("nav a > span ~ *")) badge.remove();
	for (const passing of copy.querySelectorAll("[data-passing]")) passing.remove();
	for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
	return copy.outerHTML;
};

const keep = (shell: HTMLElement): void => {
	const now: Kept = {
		page,
		state: stateNow(),
		scheme: document.documentElement.dataset["mantineColorScheme"] ?? "",
		colour: document.querySelector<HTMLMetaElement>("meta[name='theme-color']")?.content ?? "",
		html: withoutData(shell),
	};
	if (now.colour === "" || !shell.isConnected) return;
	try {
		localStorage.setItem(place, JSON.stringify([now, ...read().filter(({ state }) => state !== now.state)].slice(0, most)));
	} catch {
		// Storage is refused: the next start draws the frame by itself.
	}
};

const takeOver = (shell: HTMLElement): void => {
	const before = frame;
	frame = null;
	if (before === null) return;
	const focused = before.contains(document.activeElement) ? document.activeElement : null;
	const index = pressed;
	const wanted = before.querySelectorAll("button")[index]?.textContent;
	before.remove();
	if (focused instanceof HTMLAnchorElement) {
		[...shell.querySelectorAll("a")].find(({ pathname }) => pathname === focused.pathname)?.focus();
	}
	const button = shell.querySelectorAll("button")[index];
	/** The console hears of presses once it is done with being put into the page. */
	if (button !== undefined && button.textContent === wanted) setTimeout(() => button.click());
};

const start = (): void => {
	const script = document.createElement("script");
	script.type = "module";
	script.crossOrigin = "";
	script.src = page;
	/** A frame without a console behind it would only pretend: a script that cannot be had, or that fails before its own frame stands. */
	const give = (): void => frame?.remove();
	script.addEventListener("error", give);
	window.addEventListener("error", give);
	document.head.append(script);
};

const afterPaint = (then: () => void): void => {
	let waiting = true;
	const once = (): void => {
		if (waiting) then();
		waiting = false;
	};
	const channel = new MessageChannel();
	channel.port1.onmessage = once;
	requestAnimationFrame(() => channel.port2.postMessage(null));
	setTimeout(once, paintMs);
};

const isDesktop = "clickstreamDesktop" in window;
const state = stateNow();
const kept = isDesktop ? read().find((one) => one.state === state) : undefined;
if (isDesktop) {
	Object.defineProperty(window, "clickstreamFrame", {
		value: {
			stands: (shell: HTMLElement): void => {
				takeOver(shell);
				requestIdleCallback(() => keep(shell));
				window.addEventListener("pagehide", () => keep(shell));
			},
		},
	});
}
if (kept === undefined) start();
else {
	show(kept);
	afterPaint(start);
}
