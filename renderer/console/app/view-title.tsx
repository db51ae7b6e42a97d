import { useMatches } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { PageTitle } from "../ui/kit.js";
import type { View } from "./view.js";

/** The view that the address names. Only inside a view. */
export const useView = (): View => {
	const view = useMatches({ select: (matches) => matches.at(-1)?.staticData.view });
	if (!view) throw new Error("This part of the page stands outside every view.");
	return view;
};

/** The title line of the present view, with the words of its view.ts: they stand in one place. */
export const ViewTitle = (props: Pick<ComponentProps<typeof PageTitle>, "note" | "children">) => {
	const { title, question } = useView();
	return <PageTitle title={title} question={question} {...props} />;
};
