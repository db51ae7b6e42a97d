import { Combobox, useCombobox } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./pick.module.css";

export interface PickOption {
	readonly value: string;
	readonly label: string;
	readonly hint?: string;
}

interface Props {
	/** In grey before the value: "Time zone". */
	readonly label: string;
	readonly value: string;
	readonly options: readonly PickOption[];
	readonly onPick: (value: string) => void;
	/** Before the choices are shown: a list that is dear to make is made then. */
	readonly onOpen?: () => void;
	/** With a field to type in; for long lists, of which at most 60 are drawn. */
	readonly searchable?: boolean;
	readonly width?: number;
	/** The value that is picked already may be picked again, since it opens something. */
	readonly repick?: boolean;
}

const most = 60;

const found = (options: readonly PickOption[], query: string): readonly PickOption[] => {
	const words = query.toLowerCase().split(/[\s/_]+/);
	return options.filter(({ label, hint }) => words.every((word) => `${label} ${hint ?? ""}`.toLowerCase().includes(word))).slice(0, most);
};

/** A quiet button that names its filter and its value, and opens the choices. */
export const Pick = ({ label, value, options, onPick, onOpen, searchable = false, width = 240, repick = false }: Props) => {
	const [query, setQuery] = useState("");
	const combobox = useCombobox({
		onDropdownClose: () => {
			combobox.resetSelectedOption();
			setQuery("");
			if (searchable) combobox.focusTarget();
		},
		onDropdownOpen: () => {
			onOpen?.();
			if (searchable) combobox.focusSearchInput();
			else combobox.selectActiveOption();
		},
	});
	const pick = (next: string): void => {
		combobox.closeDropdown();
		if (repick || next !== value) onPick(next);
	};
	const current = options.find((option) => option.value === value);
	const items = searchable ? found(options, query) : options;
	return (
		<Combobox
			store={combobox}
			onOptionSubmit={pick}
			width={width}
			position="bottom-start"
			transitionProps={{ duration: 120 }}
			withinPortal={false}
		>
			<Combobox.Target targetType="button">
				<button
					type="button"
					className={classes.button}
					onClick={() => combobox.toggleDropdown()}
					aria-label={`${label}: ${current?.label ?? value}`}
				>
					<span className={classes.label}>{label}</span>
					<span className={classes.value}>{current?.label ?? value}</span>
					<IconChevronDown size={14} stroke={1.6} aria-hidden />
				</button>
			</Combobox.Target>
			<Combobox.Dropdown>
				{searchable && (
					<Combobox.Search
						value={query}
						onChange={(event) => {
							setQuery(event.currentTarget.value);
							combobox.selectFirstOption();
						}}
						role="combobox"
						aria-expanded
						placeholder="Type to find"
						aria-label={`Find in ${label}`}
					/>
				)}
				<Combobox.Options className={classes.options ?? ""} aria-label={label}>
					{items.map((option) => (
						<Combobox.Option key={option.value} value={option.value} active={option.value === value}>
							<span className={classes.option}>
								{option.label}
								{option.hint && <small>{option.hint}</small>}
								{option.value === value && <IconCheck size={14} stroke={1.8} aria-hidden />}
							</span>
						</Combobox.Option>
					))}
					{items.length === 0 && <Combobox.Empty>Nothing by that name</Combobox.Empty>}
				</Combobox.Options>
			</Combobox.Dropdown>
		</Combobox>
	);
};
