"""What is reported of mails in a mailbox and by calls of providers: they came back, or were not wanted."""
