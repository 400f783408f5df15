/** For the password manager: whose password this is. They pass over inputs of type hidden. */
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
