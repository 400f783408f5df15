import { noBreaks } from "./no-breaks.ts";

const text = "Почтовый сервер принимает письма практики. Делать ничего не нужно.";

/** The mail that `npm run setup` and `npm run doctor -- --mail` send to the operator. */
export const testMailCopy = noBreaks({ subject: "Пробное письмо", text, html: `<p>${text}</p>` });
