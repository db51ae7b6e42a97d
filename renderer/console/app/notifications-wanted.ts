import { notificationsStore } from "@mantine/notifications";
import { useEffect, useState } from "react";

/** True from the first message on: until then the code that draws messages is not fetched. */
export const useNotificationsWanted = (): boolean => {
	const [wanted, setWanted] = useState(false);
	useEffect(() => notificationsStore.subscribe(({ notifications }) => notifications.length > 0 && setWanted(true)), []);
	return wanted;
};
