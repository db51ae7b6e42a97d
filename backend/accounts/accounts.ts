export { accountsRouter } from "./router.js";
export { type Accounts, openAccounts } from "./service.js";
