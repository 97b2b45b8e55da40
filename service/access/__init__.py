"""Who may do what: sign-in, sessions, tokens, roles, and the guards on every route."""
