import { onePerClient, useKept } from "../../app/per-client.js";
import { createMaker, type Maker, type MakerState } from "./maker.js";

export const useMaker = onePerClient(({ client, onWritten }) => createMaker(client, onWritten));

export const useMakerState = (maker: Maker): MakerState => useKept(maker);
