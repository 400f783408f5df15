import type { AboutPractice, HelpCountry } from "#app/domain/practice/about.ts";
import { noBreaks } from "./no-breaks.ts";

/** Words around the help lines. */
export const emergencyCopy = noBreaks({
  title: "Если прямо сейчас тяжело",
  lead: "По этим телефонам отвечают люди, которые умеют помогать сразу. Можно позвонить и просто поговорить: называть себя не нужно.",
  leadWithoutLines:
    "Если рядом есть близкий человек, скажите ему, что вам тяжело. Если помощь нужна прямо сейчас, звоните 112: оператор подскажет, куда обратиться рядом с вами.",
  dangerTitle: "Если есть опасность для жизни — вашей или чьей-то ещё",
  linesTitle: "Психологическая поддержка по телефону",
  noAnswer: "Если номер не отвечает, звоните 112: оператор подскажет, куда обратиться рядом с вами.",
  back: "Вернуться к услугам",
} as const);

/** `href` is what a phone dials. */
type Phone = { number: string; href: string };
type Numbers = { danger: Phone & { about: string }; lines: (Phone & { name: string; about: string | null })[] };
/** `noAnswer`: `null` where the rescue services are the only number. */
type Help = Numbers & { lead: string; noAnswer: string | null };

/** Of countries other than Russia only the numbers of the rescue services: the practice adds the lines that it knows. */
const helpIn: Record<HelpCountry, Numbers> = noBreaks({
  ru: {
    danger: {
      number: "112",
      href: "tel:112",
      about: "Единый номер экстренных служб. Круглосуточно и бесплатно, с любого телефона.",
    },
    lines: [
      {
        number: "+7 495 989-50-50",
        href: "tel:+74959895050",
        name: "Экстренная психологическая помощь МЧС России",
        about:
          "Для всех, кому сейчас тяжело, из любого региона. Круглосуточно; по тарифу вашего оператора, как звонок в Москву.",
      },
      {
        number: "+7 495 051",
        href: "tel:+7495051",
        name: "Московская служба психологической помощи",
        about: "Для жителей Москвы, круглосуточно. С городского телефона — 051, с мобильного — +7 495 051.",
      },
      {
        number: "8 800 2000-122",
        href: "tel:88002000122",
        name: "Детский телефон доверия",
        about: "Для детей, подростков и их родителей. Бесплатно из любого региона России.",
      },
    ],
  },
  by: {
    danger: {
      number: "112",
      href: "tel:112",
      about: "Служба спасения. Скорая помощь — 103. Круглосуточно и бесплатно.",
    },
    lines: [],
  },
  kz: {
    danger: {
      number: "112",
      href: "tel:112",
      about: "Единый номер экстренных служб. Скорая помощь — 103. Круглосуточно и бесплатно.",
    },
    lines: [],
  },
});

/** The help lines of the practice's country, and behind them its own. */
export function helpFor({ helpCountry, helpLines }: Pick<AboutPractice, "helpCountry" | "helpLines">): Help {
  const { danger, lines } = helpIn[helpCountry];
  const own = helpLines.map(({ number, name }) => ({
    number,
    name,
    href: `tel:${number.replace(/[^\d+]/g, "")}`,
    about: null,
  }));
  const all = [...lines, ...own];
  const { lead, leadWithoutLines, noAnswer } = emergencyCopy;
  if (all.length === 0) return { danger, lines: all, lead: leadWithoutLines, noAnswer: null };
  return { danger, lines: all, lead, noAnswer };
}

/** The same in sentences, for a chat. */
export function helpTexts(about: Pick<AboutPractice, "helpCountry" | "helpLines">): string[] {
  const { danger, lines, noAnswer } = helpFor(about);
  return [
    `${danger.number} — ${danger.about}`,
    ...lines.map(({ number, name, about: more }) => `${number} — ${name}.${more === null ? "" : ` ${more}`}`),
    ...(noAnswer === null ? [] : [noAnswer]),
  ];
}
