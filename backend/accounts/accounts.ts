export { type AccountsRouterDeps, accountsRouter } from "./router.js";
export { type Accounts, type AccountsDeps, openAccounts } from "./service.js";
