import type { ContractRouterClient } from "@orpc/contract";
import type { Contract } from "../contract/contract.js";

/** The contract as methods: the same over HTTP, over a message port and in process. Every failure is an AppError. */
export type Client = ContractRouterClient<Contract>;
