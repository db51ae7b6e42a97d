import { Autocomplete, SegmentedControl, Switch } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUser } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { SubjectKind } from "../../../../backend/contract/recommendations.js";
import { Toolbar } from "../../ui/kit.js";
import { Pick } from "../../ui/pick.js";
import classes from "./recommendations.module.css";
import { kinds, sizes, useRecommendationsSearch } from "./search.js";
import { type Asked, useSubjects } from "./use-explained.js";
import { kindNames } from "./words.js";

const typingMs = 200;

interface FieldProps {
	readonly kind: SubjectKind;
	readonly id: string;
	readonly onPick: (id: string) => void;
}

/** What is typed is looked for; Enter takes it as it is, a choice takes that. */
const SubjectField = ({ kind, id, onPick }: FieldProps) => {
	const [typed, setTyped] = useState<string | null>(null);
	useEffect(() => {
		if (id !== "") setTyped(null);
	}, [id]);
	const [q] = useDebouncedValue(typed ?? "", typingMs);
	const { data, isPlaceholderData } = useSubjects(kind, q);
	/** What was found for another text is no choice for this one. */
	const found = q === (typed ?? "") && !isPlaceholderData ? (data ?? []) : [];
	const pick = (value: string): void => {
		setTyped(null);
		if (value.trim() !== "") onPick(value.trim());
	};
	return (
		<Autocomplete
			className={classes.subject ?? ""}
			aria-label={`${kindNames[kind]} to recommend for`}
			placeholder="Type a part of the id"
			leftSection={<IconUser size={15} stroke={1.6} aria-hidden />}
			data={found.map((one) => one.id)}
			filter={({ options }) => options}
			value={typed ?? id}
			onChange={setTyped}
			onOptionSubmit={pick}
			onFocus={() => setTyped("")}
			onBlur={() => setTyped(null)}
			onKeyDown={(event) => {
				if (event.key === "Enter" && typed !== null && !event.currentTarget.getAttribute("aria-activedescendant")) pick(typed);
				if (event.key === "Escape") setTyped(null);
			}}
			maxLength={256}
			comboboxProps={{ withinPortal: false, width: 320, position: "bottom-start" }}
		/>
	);
};

/** Whom it is for, how many products, and the shop's rules. */
export const SubjectBar = ({ asked }: { asked: Asked }) => {
	const [, set] = useRecommendationsSearch();
	return (
		<Toolbar label="Whom it is for">
			<SegmentedControl
				aria-label="Kind"
				size="xs"
				value={asked.kind}
				onChange={(kind) => set({ kind: kind as SubjectKind, of: undefined })}
				data={kinds.map((value) => ({ value, label: kindNames[value] }))}
			/>
			<SubjectField key={asked.kind} kind={asked.kind} id={asked.id ?? ""} onPick={(of) => set({ of })} />
			<Pick
				label="Show"
				value={String(asked.limit)}
				options={sizes.map((value) => ({ value, label: `${value} products` }))}
				onPick={(show) => set({ show: show as (typeof sizes)[number] })}
				width={160}
			/>
			<Switch
				label="In stock only"
				checked={asked.inStock}
				onChange={(event) => set({ stock: event.currentTarget.checked ? undefined : "all" })}
			/>
			<Switch
				label="Leave out what was bought"
				checked={asked.leaveOutBought}
				onChange={(event) => set({ bought: event.currentTarget.checked ? undefined : "all" })}
			/>
		</Toolbar>
	);
};
