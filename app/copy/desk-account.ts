import { CODE_LASTS_MINUTES, REVEALS_WITHOUT_CODE } from "#app/domain/team/desk-session.ts";
import type { ActWithCode } from "#app/domain/team/operator.ts";
import { PASSWORD_MIN_LENGTH } from "#app/domain/team/operator-invitation.ts";
import type { PasswordWeakness } from "#app/domain/team/password-weakness.ts";
import { RECOVERY_CODES } from "#app/domain/team/recovery-code.ts";
import { MOST_WRONG_CODES } from "#app/domain/team/wrong-codes.ts";

/** Why a password that is long enough is refused. */
export const weakPasswords: Record<PasswordWeakness, string> = {
  common: "Такой пароль подбирают одним из первых. Придумайте другой, лучше в менеджере паролей.",
  personal: "В пароле почти ничего, кроме названия практики или вашей почты. Придумайте другой.",
};

/** The field for a recovery code, wherever the app's code is asked for. */
export const recoveryCopy = {
  summary: "Нет приложения под рукой?",
  lead: "Подойдёт запасной код. Каждый срабатывает один раз.",
  label: "Запасной код",
  hint: "24 знака, дефисы можно не вводить.",
  error: "Запасной код состоит из 24 букв и цифр",
} as const;

/** The page that asks for the code before an act goes on. */
export const codeAgainCopy = {
  title: "Подтвердите кодом",
  acts: {
    manage_team: "Это меняет, кому открыт рабочий стол.",
    export: "В файле будут все данные человека.",
    erase: "Данные человека будут удалены, вернуть их нельзя.",
    change_factor: "Это меняет то, чем подтверждается ваш вход.",
    reveal: `За час показано контактов: ${REVEALS_WITHOUT_CODE}.`,
  } satisfies Record<ActWithCode, string>,
  lead: (act: string) =>
    `${act} Введите код, и действие продолжится: введённое сохранено. Следующие ${CODE_LASTS_MINUTES} минут код для таких действий не нужен.`,
  label: "Код",
  hint: "Шесть цифр из приложения с кодами.",
  submit: "Подтвердить и продолжить",
  back: "Не продолжать",
  confirmed: `Код принят, ${CODE_LASTS_MINUTES} минут он не понадобится. Теперь можно скачать файл.`,
} as const;

export const accountCopy = {
  title: "Мой вход",
  lead: (email: string) => `Всё о том, как вы входите. Ваша почта: ${email}.`,
  password: {
    title: "Пароль",
    lead: "После смены останется только этот вход, остальные завершатся.",
    old: { label: "Нынешний пароль", hint: "С которым вы входите сейчас." },
    fresh: {
      label: "Новый пароль",
      hint: `От ${PASSWORD_MIN_LENGTH} знаков. Удобнее всего, если его придумает менеджер паролей.`,
    },
    code: { label: "Код", hint: "Шесть цифр из приложения с кодами или запасной код." },
    submit: "Сменить пароль",
  },
  factor: {
    title: "Приложение с кодами",
    lead: "Если у вас новый телефон или ключ мог увидеть кто-то другой, замените его. Прежние коды перестанут подходить, остальные входы завершатся, владельцам уйдёт письмо.",
    start: "Заменить приложение",
    newTitle: "Новое приложение с кодами",
    newLead: "Прежнее приложение подходит, пока вы не подтвердите новое.",
    appLead: "Отсканируйте рисунок приложением с кодами или введите в нём ключ вручную.",
    code: { label: "Первый код", hint: "Шесть цифр, которые показывает новое приложение." },
    submit: "Заменить",
    back: "Оставить прежнее",
  },
  recovery: {
    title: "Запасные коды",
    lead: "Если телефона нет под рукой, запасной код подойдёт вместо кода из приложения, один раз. О каждом таком случае вам придёт письмо.",
    none: "Запасных кодов сейчас нет.",
    left: (count: number, since: string) => `Осталось кодов: ${count} из ${RECOVERY_CODES}. Созданы ${since}.`,
    make: "Создать запасные коды",
    remake: "Создать новые вместо прежних",
    made: "Ваши запасные коды",
    madeLead:
      "Сохраните их в менеджере паролей или распечатайте: больше они здесь не появятся. Прежние коды, если были, уже не подходят.",
  },
  sessions: {
    title: "Ваши входы",
    lead: "Мы не храним ни адресов, ни названий браузеров: вход можно узнать по времени.",
    columns: { began: "Начат", seen: "Последнее действие", state: "Что это", actions: "Действия" },
    present: "этот вход",
    other: "другой вход",
    half: "введён пароль, кода ещё не было",
    end: "Завершить",
    endLabel: (began: string) => `Завершить вход от ${began}`,
    everywhereLead: "Если телефон или ноутбук потерян, завершите все входы сразу, этот тоже.",
    everywhere: "Выйти на всех устройствах",
  },
  done: {
    password: "Пароль изменён, остальные входы завершены.",
    factor: "Приложение заменено: прежние коды больше не подходят. Остальные входы завершены.",
    ended: "Вход завершён.",
    gone: "Этот вход уже завершён.",
  },
  errors: {
    oldMissing: "Укажите нынешний пароль",
    wrongPassword: "Нынешний пароль не подошёл",
    code: "Введите шесть цифр из приложения или запасной код",
    appCode: "Код состоит из шести цифр",
    codeRefused: "Код не подошёл: возможно, он уже сменился или использован. Дождитесь следующего.",
    newCodeRefused: "Код не подошёл. Проверьте, что ключ введён верно, а время на телефоне точное.",
    oldOffer: "Страница была открыта слишком долго. Добавьте в приложение новый ключ, он ниже.",
    closed: `Было ${MOST_WRONG_CODES} неверных кодов подряд, больше они не принимаются. Попросите владельца о новом приглашении.`,
    busy: "Сейчас входят слишком многие сразу, ничего не изменилось. Повторите через несколько секунд.",
    limited: (minutes: number) => `Слишком много попыток. Попробуйте через ${minutes} мин.`,
    unreadable: "Форму не получилось прочитать. Откройте страницу ещё раз.",
  },
} as const;
