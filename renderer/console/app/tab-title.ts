import { useMatches } from "@tanstack/react-router";
import { useEffect } from "react";

/** The tab, and the window in a list of windows, are named after the view. */
export const useTabTitle = (): void => {
	const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.view?.title });
	useEffect(() => {
		document.title = title === undefined ? "Clickstream Console" : `${title} – Clickstream Console`;
	}, [title]);
};
