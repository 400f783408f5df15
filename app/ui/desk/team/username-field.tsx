/** For the password manager: the account of this password. Password managers ignore hidden inputs. */
export function UsernameField({ email }: { email: string }) {
  return (
    <input
      className="hidden"
      type="email"
      name="username"
      autoComplete="username"
      defaultValue={email}
      readOnly
      tabIndex={-1}
      aria-hidden
    />
  );
}
