import type { SignInLimits } from "#app/application/ports/team.ts";
import { type Counter, type Counters, perNetwork } from "#app/infrastructure/limits/counters.ts";

/** At the desk's sign-in, separately per step (OWASP Authentication Cheat Sheet, "Login Throttling"). */
const PER_DOOR = { points: 10, duration: 15 * 60 };
/** A browser that signed in before has its own count, which nobody else can fill. */
const PER_DEVICE = PER_DOOR;
/** Larger by far: guesses from one place lock out that place, not the operator (NIST SP 800-63B, 5.2.2: at most 100). */
const PER_ACCOUNT = { points: 100, duration: 60 * 60 };
/** Only somebody with the password can guess codes: a lock is right, and six digits are few. */
const PER_ACCOUNT_CODE = { points: 20, duration: 60 * 60 };
/** Over all accounts and places: strangers can cause less than a minute of hashing in a quarter of an hour. */
const OVER_EVERYBODY = { points: 200, duration: 15 * 60 };

type Count = { counter: Counter; key: string };

export function signInLimits(counters: Counters): SignInLimits {
  const doors = {
    password: perNetwork(counters, "door_password", PER_DOOR),
    code: perNetwork(counters, "door_code", PER_DOOR),
  };
  const known = counters("device", PER_DEVICE);
  const everybody = counters("everybody", OVER_EVERYBODY);
  const accounts = { password: counters("account", PER_ACCOUNT), code: counters("account_code", PER_ACCOUNT_CODE) };

  return {
    async attempt(step, { addressPrefix, account, device }) {
      const accountCount = { counter: accounts[step], key: `${step}|${account}` };
      const counts: Count[] =
        device === null
          ? [{ counter: doors[step], key: addressPrefix }, accountCount, { counter: everybody, key: step }]
          : [{ counter: known, key: `${step}|${device}` }];
      const taken: Count[] = [];
      const takeBack = () => Promise.all(taken.map(({ counter, key }) => counter.giveBack(key)));
      let fillsAccount = false;
      for (const count of counts) {
        const { left, retryAfterSeconds } = await count.counter.take(count.key);
        if (left < 0) {
          await takeBack();
          return { status: "limited", retryAfterSeconds, known: device !== null };
        }
        taken.push(count);
        if (count === accountCount) fillsAccount = left === 0;
      }
      return { status: "open", fillsAccount, takeBack: async () => void (await takeBack()) };
    },
  };
}
