import { useIsFetching } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";

/** Time for what has come to be drawn before the paper is laid out. */
const drawMs = 400;
/** A panel that stays empty longer is printed so. */
const patienceMs = 15_000;

const isWaiting = (): boolean => document.querySelector("#main [data-waiting]") !== null;

/** Puts whole tables on the page, waits until all of them are read and drawn, prints, and puts the pages back. */
export const usePrinting = (): { readonly printing: boolean; readonly print: () => void } => {
	const [printing, setPrinting] = useState(false);
	const reading = useIsFetching({ queryKey: ["report"] }) > 0;
	const print = useCallback(() => setPrinting(true), []);
	useEffect(() => {
		if (!printing || reading) return undefined;
		const latest = Date.now() + patienceMs;
		const timer = setInterval(() => {
			if (isWaiting() && Date.now() < latest) return;
			clearInterval(timer);
			window.print();
			setPrinting(false);
		}, drawMs);
		return () => clearInterval(timer);
	}, [printing, reading]);
	return { printing, print };
};
