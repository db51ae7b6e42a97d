import { onePerClient, useKept } from "../../app/per-client.js";
import { type Changer, type ChangeState, createChanger } from "./changer.js";

export const useChanger = onePerClient(({ client, onWritten }) => createChanger(client, onWritten));

export const useChange = (changer: Changer): ChangeState => useKept(changer);
