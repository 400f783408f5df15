import { expect } from "../practice.ts";

/** A message of the concierge, as a person sees it. */
export type SeenMessage = { text: string; buttons: { text: string; data: string }[]; topic?: number | undefined };

/** A person with a messenger on their phone: types, presses shown buttons, reads. `mark` tells one update from another. */
export abstract class ChatPerson {
  /** The person's number in the messenger, which no table may hold. */
  abstract readonly id: number;
  /** Opens the bot, from a link with this payload or without one. */
  abstract starts(payload?: string, mark?: number): Promise<{ status: number }>;
  abstract says(text: string, mark?: number): Promise<{ status: number }>;
  abstract presses(data: string, mark?: number): Promise<{ status: number }>;
  /** Stops the bot. */
  abstract stops(mark?: number): Promise<{ status: number }>;
  /** Comes back to a stopped bot. */
  abstract returns(mark?: number): Promise<{ status: number }>;
  abstract get messages(): SeenMessage[];

  /** Waits for the newest message that contains this text. */
  async sees(words: string | RegExp): Promise<SeenMessage> {
    let last: SeenMessage | undefined;
    await expect
      .poll(
        () => {
          last = this.messages.at(-1);
          return last?.text ?? "";
        },
        { timeout: 60_000 },
      )
      .toMatch(words);
    if (!last) throw new Error("unreachable: the poll found it");
    return last;
  }

  /** Presses a button of the newest message by its label, and waits for the response. */
  async chooses(label: string | RegExp): Promise<void> {
    const count = this.messages.length;
    const button = this.messages.at(-1)?.buttons.find(({ text }) => text === label || text.match(label)?.[0] === text);
    if (!button) throw new Error(`no button ${label} under «${this.messages.at(-1)?.text}»`);
    expect((await this.presses(button.data)).status).toBe(200);
    await expect.poll(() => this.messages.length, { timeout: 60_000 }).toBeGreaterThan(count);
  }

  /** From the question of the window to the end. */
  async joins(window = "Будни, вечер") {
    await this.chooses(window);
    await this.sees("обработку персональных данных");
    await this.chooses("Даю это согласие");
    await this.sees("на связь");
    await this.chooses("Даю это согласие");
    return this.sees("заявка принята");
  }
}
