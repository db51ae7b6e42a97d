import { Button, Select, TextInput } from "@mantine/core";
import { IconCircleCheck, IconPencil } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useMemo, useState } from "react";
import type { Settings } from "../../../../backend/contract/system.js";
import { useClient } from "../../app/client.js";
import { keys, useSettings } from "../../app/queries.js";
import { useZone } from "../../app/use-zone.js";
import { format } from "../../ui/format.js";
import { LinkButton } from "../../ui/link-button.js";
import { localZone } from "../../ui/local-zone.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import { changeOf, type Draft, errorsOf, isTouched, textOf, typed } from "./draft.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";

export const ShopPanel = ({ mayChange }: { mayChange: boolean }) => {
	const { data, error, refetch } = useSettings();
	return (
		<Card label="Shop">
			{error && !data && <ErrorPanel what="The settings were not read." error={error} retry={() => void refetch()} />}
			{!data && !error && <Skeleton shape="lines" rows={6} />}
			{data && <ShopForm saved={data} mayChange={mayChange} />}
		</Card>
	);
};

const zones = (): string[] => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
const currencies = () =>
	Intl.supportedValuesOf("currency").map((code) => ({ value: code, label: `${code} · ${format.currencyName(code)}` }));

const ShopForm = ({ saved, mayChange }: { saved: Settings; mayChange: boolean }) => {
	const client = useClient();
	const queries = useQueryClient();
	const [draft, setDraft] = useState<Draft>({});
	const [savedAt, setSavedAt] = useState<number | null>(null);
	const allZones = useMemo(zones, []);
	const allCurrencies = useMemo(currencies, []);
	const errors = errorsOf(draft);
	const save = useMutation({
		mutationFn: () => client.system.changeSettings(changeOf(draft)),
		onSuccess: (settings) => {
			queries.setQueryData(keys.settings, settings);
			setDraft({});
			setSavedAt(Date.now());
		},
	});
	const type = (field: keyof Settings, text: string): void => {
		setSavedAt(null);
		setDraft((before) => typed(before, saved, field, text));
	};
	const textIn = (field: keyof Settings): string => draft[field] ?? textOf(saved[field]);
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		if (isTouched(draft) && Object.keys(errors).length === 0) save.mutate();
	};
	return (
		<form onSubmit={submit} noValidate>
			<Row title="Shop" about="Stands at the top of the navigation and in the file names of exports.">
				<TextInput
					aria-label="Name of the shop"
					placeholder="Your shop"
					maxLength={120}
					disabled={!mayChange}
					value={textIn("shop_name")}
					onChange={(event) => type("shop_name", event.currentTarget.value)}
					error={errors.shop_name}
				/>
			</Row>
			<Row title="Time zone" about="Days begin and end in it, unless an address or an analysis names another.">
				<Select
					aria-label="Time zone"
					data={allZones.includes(textIn("time_zone")) ? allZones : [textIn("time_zone"), ...allZones]}
					value={textIn("time_zone")}
					onChange={(zone) => zone && type("time_zone", zone)}
					searchable
					limit={100}
					nothingFoundMessage="No such zone; write it like Europe/Berlin"
					disabled={!mayChange}
					error={errors.time_zone}
				/>
				{mayChange && textIn("time_zone") !== localZone() && (
					<LinkButton small onClick={() => type("time_zone", localZone())}>
						Use this computer’s: {localZone()}
					</LinkButton>
				)}
			</Row>
			<Row title="Currency" about="The one shown first. Amounts in others stay in their own; currencies are never added.">
				<Select
					aria-label="Currency"
					placeholder="The most frequent one"
					data={allCurrencies}
					value={textIn("currency") === "" ? null : textIn("currency")}
					onChange={(code) => type("currency", code ?? "")}
					searchable
					clearable
					limit={100}
					nothingFoundMessage="No such currency; three letters, like EUR"
					disabled={!mayChange}
					error={errors.currency}
				/>
			</Row>
			{save.error && <ErrorPanel what="The settings were not saved." error={save.error} />}
			<div className={classes.saveLine}>
				<SaveState mayChange={mayChange} touched={Object.keys(draft).length} savedAt={savedAt} />
				{isTouched(draft) && (
					<>
						<Button variant="default" onClick={() => setDraft({})}>
							Discard
						</Button>
						<Button type="submit" loading={save.isPending} disabled={Object.keys(errors).length > 0}>
							Save {Object.keys(draft).length === 1 ? "the change" : `${Object.keys(draft).length} changes`}
						</Button>
					</>
				)}
			</div>
		</form>
	);
};

const SaveState = ({ mayChange, touched, savedAt }: { mayChange: boolean; touched: number; savedAt: number | null }) => {
	const tz = useZone();
	if (!mayChange) return <span className={classes.state}>Only an owner may change these.</span>;
	if (touched > 0)
		return (
			<span className={classes.state} role="status">
				<IconPencil size={15} stroke={1.6} aria-hidden /> {touched === 1 ? "One change is" : `${touched} changes are`} not saved yet
			</span>
		);
	return (
		<span className={classes.state} role="status" data-tone={savedAt === null ? undefined : "good"}>
			<IconCircleCheck size={15} stroke={1.6} aria-hidden />
			{savedAt === null ? "All is saved" : `Saved at ${format.timeSeconds(savedAt, tz)} (${tz})`}
		</span>
	);
};
