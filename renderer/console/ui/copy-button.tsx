import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";

/** Copies `text` and says so for two seconds; where the browser refuses, it says that. */
export const CopyButton = ({ text, children }: { text: string; children: ReactNode }) => {
	const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
	useEffect(() => {
		if (state === "idle") return;
		const timer = setTimeout(() => setState("idle"), 2000);
		return () => clearTimeout(timer);
	}, [state]);
	const copy = (): void => {
		navigator.clipboard.writeText(text).then(
			() => setState("copied"),
			() => setState("refused"),
		);
	};
	const Mark = state === "copied" ? IconCheck : IconCopy;
	return (
		<Button variant="default" leftSection={<Mark size={14} stroke={1.7} aria-hidden />} onClick={copy} aria-live="polite">
			{state === "copied" ? "Copied" : state === "refused" ? "Not allowed here" : children}
		</Button>
	);
};
