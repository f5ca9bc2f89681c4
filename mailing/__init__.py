"""Letters in, letters out, and every announcement on its way: SMTP, IMAP, Telegram's send."""
