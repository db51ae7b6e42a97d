import { readConfig } from "../backend/config.js";
import { exitWith, serve } from "./serving.js";

await exitWith(() => serve(readConfig()));
