/** The backend is most of the program: it is read while the window already loads its page. Read once, however often it is asked for. */
export const loadBackend = (): Promise<typeof import("../backend/main.js")> => import("../backend/main.js");
