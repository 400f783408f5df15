import type { TeamNews } from "#app/domain/team/team-news.ts";
import { noBreaks } from "./no-breaks.ts";

export type OperatorMailWords = { subject: string; fact: string; what: string; next: string; again?: string };

/** News of operators' accounts by mail. Subjects and first lines name neither the practice nor what it does. */
export const teamNewsCopy: Record<TeamNews, OperatorMailWords> = noBreaks({
  owner_invited: {
    subject: "Приглашён владелец",
    fact: "На рабочий стол приглашён владелец.",
    what: "По приглашению он сможет всё, что можете вы: видеть контакты, приглашать и закрывать доступ.",
    next: "Если никто из владельцев этого не делал, закройте ему доступ в настройках: приглашение перестанет открываться.",
  },
  factor_replaced: {
    subject: "Заменено приложение с кодами",
    fact: "Заменено приложение с кодами для входа.",
    what: "Прежние коды больше не подходят, остальные входы завершены.",
    next: "Если владелец этого входа ничего не менял, закройте доступ в настройках и пригласите его снова.",
  },
  recovery_code_used: {
    subject: "Использован запасной код",
    fact: "Вместо кода из приложения подошёл запасной код.",
    what: "Второй раз он не сработает.",
    next: "Если это были не вы, смените пароль и создайте новые запасные коды в разделе «Мой вход».",
  },
  password_changed: {
    subject: "Пароль изменён",
    fact: "Пароль для входа изменён.",
    what: "Остальные входы завершены.",
    next: "Если это были не вы, попросите владельца о новом приглашении: прежние пароль и коды перестанут подходить.",
  },
});
