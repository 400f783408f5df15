import { Body, Container, Head, Html, Link, Text } from "@react-email/components";
import { createContext, type ReactNode, useContext } from "react";
import { mailCopy } from "#app/copy/mail.ts";
import { NEUTRAL_ABOUT } from "#app/copy/practice.ts";

const ink = "#1d2b28";
const soft = "#566662";
const accent = "#1f6f5c";
const styles = {
  preview: { display: "none", overflow: "hidden", lineHeight: "1px", opacity: 0, maxHeight: 0, maxWidth: 0 },
  body: {
    margin: "0",
    padding: "16px 8px",
    backgroundColor: "#fbf9f6",
    color: ink,
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  },
  card: {
    maxWidth: "560px",
    padding: "8px 20px",
    backgroundColor: "#ffffff",
    border: "1px solid #e4e0d9",
    borderRadius: "14px",
  },
  fact: { margin: "12px 0", fontSize: "20px", lineHeight: "28px", fontWeight: "600", color: ink },
  line: { margin: "12px 0", fontSize: "17px", lineHeight: "26px", color: ink },
  small: { margin: "12px 0", fontSize: "15px", lineHeight: "22px", color: soft },
  link: { color: accent, textDecoration: "underline" },
  action: {
    display: "inline-block",
    padding: "12px 20px",
    borderRadius: "12px",
    backgroundColor: accent,
    color: "#ffffff",
    fontWeight: "600",
    textDecoration: "none",
  },
} as const;

/** What the practice says of itself, around every mail. */
export const MailPractice = createContext(NEUTRAL_ABOUT);

/**
 * The common layout. `fact` is the first line. A mailbox's list and a locked screen show it before `preheader`, until
 * nothing of the request fits beside it. Words do that: invisible padding is garbage in text browsers. No pictures, no remote fonts, no tracking: opening the
 * mail sends nothing to anybody.
 */
export function MailLayout({ fact, children }: { fact: string; children: ReactNode }) {
  const { name } = useContext(MailPractice);
  return (
    <Html lang={mailCopy.lang}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{fact}</title>
      </Head>
      <div style={styles.preview} data-skip-in-text="true">
        {fact} {mailCopy.preheader}
      </div>
      <Body style={styles.body}>
        <Container style={styles.card}>
          <Text style={styles.fact}>{fact}</Text>
          {children}
          <Small>{name}</Small>
        </Container>
      </Body>
    </Html>
  );
}

export function Line({ children }: { children: ReactNode }) {
  return <Text style={styles.line}>{children}</Text>;
}

export function Small({ children }: { children: ReactNode }) {
  return <Text style={styles.small}>{children}</Text>;
}

/** The request, one line per fact. */
export function Facts({ facts }: { facts: { name: string; value: string }[] }) {
  return (
    <Line>
      {facts.map(({ name, value }, index) => (
        <span key={name}>
          {index > 0 && <br />}
          {name}: <strong>{value}</strong>
        </span>
      ))}
    </Line>
  );
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} style={styles.link}>
      {children}
    </Link>
  );
}

/** The mail's one call to action. */
export function Action({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Line>
      <Link href={href} style={styles.action}>
        {children}
      </Link>
    </Line>
  );
}
