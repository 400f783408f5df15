import type { TypedMethod } from "#app/domain/contact/contact.ts";
import type { ContactProblem } from "#app/domain/contact/contact-problem.ts";
import { noBreaks } from "./no-breaks.ts";

/** The names of the contact methods, as the form shows them. */
export const contactMethods: Record<TypedMethod, string> = noBreaks({
  email: "По электронной почте",
  phone: "По телефону",
  telegram: "В Telegram",
});

type Words = {
  missing: string;
  tooLong: string;
  malformed: string;
  several: string;
  /** What the field takes. */
  only: string;
  /** Where a Russian letter stands, in the prepositional case. */
  where: string;
  russianName: string;
};
const fields: Record<TypedMethod, Words> = {
  email: {
    missing: "Напишите адрес почты",
    tooLong: "Адрес длиннее 254 знаков. Проверьте, нет ли в нём лишнего",
    malformed: "Похоже, это опечатка. Адрес выглядит так: anna@example.ru",
    several: "Здесь два адреса. Оставьте один",
    only: "адрес",
    where: "В адресе",
    russianName:
      "До «@» русские буквы. На такой адрес письмо не дойдёт: напишите его латинскими, например anna@example.ru",
  },
  phone: {
    missing: "Напишите номер телефона",
    tooLong: "Здесь больше 40 знаков. Нужен один номер",
    malformed:
      "Похоже, это опечатка. Номер выглядит так: 8 916 123-45-67. Если номер не российский, начните с «+» и кода страны",
    several: "Здесь два номера. Оставьте один",
    only: "номер",
    where: "В номере",
    russianName: "В номере нужны цифры. Он выглядит так: 8 916 123-45-67",
  },
  telegram: {
    missing: "Напишите имя пользователя. Нет его — выберите телефон",
    tooLong: "Имя длиннее 32 знаков. Проверьте, нет ли в нём лишнего",
    malformed: "Похоже, это опечатка. В имени пользователя от 5 до 32 латинских букв, цифр и «_»: @anna_k",
    several: "Здесь два имени. Оставьте одно",
    only: "имя",
    where: "В имени",
    russianName:
      "Имя пишут латиницей. Оно выглядит так: @anna_k. Нужно не то, что видно в списке чатов, а то, что в настройках после «@»",
  },
};

/** What a text for another method looks like. */
const looksLike: Record<TypedMethod, string> = {
  email: "Это похоже на адрес почты",
  phone: "Это похоже на телефон",
  telegram: "Это похоже на имя в Telegram",
};

const plural = new Intl.PluralRules("ru");
const DIGITS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "цифра", few: "цифры" };
const digits = (count: number) => `${count} ${DIGITS[plural.select(count)] ?? "цифр"}`;

function problemWords(method: TypedMethod, problem: ContactProblem): string {
  const words = fields[method];
  switch (problem.reason) {
    case "missing":
      return words.missing;
    case "too-long":
      return words.tooLong;
    case "malformed":
      return words.malformed;
    case "several":
      return words.several;
    case "words":
      return `Здесь есть лишние слова. Оставьте только ${words.only}, без «${problem.words}»`;
    case "other-method":
      return `${looksLike[problem.method]}. Выберите «${contactMethods[problem.method]}» или напишите здесь другое`;
    case "russian-letters":
      return russianLetters(words.where, problem.letters);
    case "russian-name":
      return words.russianName;
    case "no-at":
      return "В адресе нет знака «@». Он выглядит так: anna@example.ru";
    case "space":
      return "Внутри адреса пробел. Их там не бывает: уберите его";
    case "digits":
      return `Нужно ${digits(problem.needed)}, а здесь ${problem.count}. Проверьте, не ${problem.count < problem.needed ? "потерялась ли одна" : "лишняя ли одна"}`;
    case "extension":
      return "В конце добавочный номер. По нему не дозвониться: оставьте прямой номер";
    case "plus-eight":
      return "После «+» нужен код страны. У России это 7: напишите «+7» или «8» без плюса";
    case "country-code":
      return problem.code === null
        ? "Такого номера в России нет. Если он другой страны, начните с «+» и её кода, например +375 29 123-45-67"
        : `Похоже на номер другой страны. Начните его с «+» и её кода: +${problem.code}`;
    case "service-line":
      return "Это не личный номер. Так звонят в справочные и платные службы, а нужен мобильный или городской";
    case "first-letter":
      return "Имя начинают с буквы. С латинской, например @anna_k: проверьте первый знак";
    case "underscores":
      return "Проверьте знак «_». В имени пользователя он не бывает последним и не стоит дважды подряд";
    case "bot":
      return "Так называются боты. Нужно имя человека: оно видно в настройках Telegram после «@»";
    case "reserved":
      return "Это служебное слово Telegram. Нужно имя человека: оно видно в настройках Telegram после «@»";
    case "not-a-person":
      return "Это ссылка не на человека. Она ведёт в группу, чат или к сообщению, а нужно имя человека: оно видно в настройках Telegram после «@»";
  }
}

function russianLetters(where: string, letters: string): string {
  const quoted = [...letters].map((letter) => `«${letter}»`).join(", ");
  return [...letters].length === 1
    ? `${where} буква ${quoted} — русская. Наберите её в латинской раскладке`
    : `${where} буквы ${quoted} — русские. Наберите их в латинской раскладке`;
}

/** Asked once about an address that is likely mistyped, since it can be right all the same. */
const slip = (meant: string) =>
  `Вы имели в виду ${meant}? Если да, исправьте адрес. Если он верный, просто отправьте форму ещё раз`;

/** Why a contact was not read, in the visitor's words. */
export const { contactProblem, contactSlip } = noBreaks({ contactProblem: problemWords, contactSlip: slip });
