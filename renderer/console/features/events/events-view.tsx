import { Button, Tabs } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { ViewTitle } from "../../app/view-title.js";
import { format } from "../../ui/format.js";
import { Page } from "../../ui/kit.js";
import classes from "./events.module.css";
import { ExportMenu } from "./export-menu.js";
import { FiltersBar } from "./filters-bar.js";
import { NewerNote } from "./newer-note.js";
import { ReceivedPanel } from "./received-panel.js";
import { RejectsPanel } from "./rejects-panel.js";
import { useEventsAddress, useRejects } from "./use-events.js";

export const EventsView = () => {
	const address = useEventsAddress();
	const queries = useQueryClient();
	const rejected = useRejects().data?.total;
	const tab = address.search.tab ?? "received";
	return (
		<Page>
			<ViewTitle>
				<Button
					variant="default"
					leftSection={<IconRefresh size={15} stroke={1.7} aria-hidden />}
					onClick={() => void queries.invalidateQueries({ queryKey: ["events"] })}
				>
					Read again
				</Button>
				{tab === "received" && <ExportMenu filter={address.filter} />}
			</ViewTitle>
			<Tabs
				value={tab}
				onChange={(value) => address.set({ tab: value === "rejected" ? "rejected" : undefined, event: undefined })}
				keepMounted={false}
				className={classes.tabs ?? ""}
			>
				<Tabs.List>
					<Tabs.Tab value="received">Received</Tabs.Tab>
					<Tabs.Tab value="rejected">
						Not taken <span className={classes.tabCount}>{format.count(rejected)}</span>
					</Tabs.Tab>
				</Tabs.List>
				<Tabs.Panel value="received" className={classes.tabPanel ?? ""}>
					<FiltersBar address={address} />
					<NewerNote address={address} />
					<ReceivedPanel address={address} />
				</Tabs.Panel>
				<Tabs.Panel value="rejected" className={classes.tabPanel ?? ""}>
					<RejectsPanel tz={address.tz} />
				</Tabs.Panel>
			</Tabs>
		</Page>
	);
};
