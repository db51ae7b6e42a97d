import { Kbd } from "../ui/kit.js";

const names: Readonly<Record<string, string>> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };

/** "G O" as two caps. */
export const KeyCaps = ({ keys }: { keys: string }) => (
	<span style={{ display: "inline-flex", gap: 3, marginLeft: "auto", flex: "none" }}>
		{keys.split(" ").map((key) => (
			<Kbd key={key}>{names[key] ?? key}</Kbd>
		))}
	</span>
);
