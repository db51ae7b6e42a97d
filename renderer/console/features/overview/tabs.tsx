import { type KeyboardEvent, useRef } from "react";
import classes from "./overview.module.css";

export const tabs = [
	["summary", "Summary"],
	["details", "Detailed metrics"],
	["insights", "LLM insights"],
	["products", "Recommended products"],
] as const;
export type Tab = (typeof tabs)[number][0];

/** The parts of an open analysis; arrows move between them. */
export const Tabs = ({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) => {
	const list = useRef<HTMLDivElement>(null);
	const onKeyDown = (event: KeyboardEvent): void => {
		const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
		if (step === 0) return;
		event.preventDefault();
		const at = (tabs.findIndex(([id]) => id === tab) + step + tabs.length) % tabs.length;
		onTab(tabs[at]?.[0] ?? "summary");
		list.current?.querySelectorAll("button")[at]?.focus();
	};
	return (
		<div className={classes.tabs} role="tablist" aria-label="Parts of the analysis" ref={list} onKeyDown={onKeyDown} tabIndex={-1}>
			{tabs.map(([id, title]) => (
				<button key={id} type="button" role="tab" aria-selected={id === tab} tabIndex={id === tab ? 0 : -1} onClick={() => onTab(id)}>
					{title}
				</button>
			))}
		</div>
	);
};
