import type { Icon } from "@tabler/icons-react";
import { lazy, type ReactElement, Suspense, useState } from "react";

export interface Choice {
	readonly title: string;
	readonly icon: Icon;
	readonly onPick: () => void;
}

interface TargetProps {
	readonly onClick?: () => void;
	readonly "aria-haspopup"?: "menu";
}

interface Props {
	readonly choices: readonly Choice[];
	/** The button; what it is given goes onto it. */
	readonly target: (props: TargetProps) => ReactElement;
}

/** Its code is fetched when the first menu is opened. */
const MenuChoices = lazy(() => import("./menu-choices.js").then((module) => ({ default: module.MenuChoices })));

/** A button that opens a list of things to do. */
export const MenuButton = ({ choices, target }: Props) => {
	const [wanted, setWanted] = useState(false);
	if (!wanted) return target({ onClick: () => setWanted(true), "aria-haspopup": "menu" });
	return (
		<Suspense fallback={target({})}>
			<MenuChoices choices={choices} target={target({})} />
		</Suspense>
	);
};
