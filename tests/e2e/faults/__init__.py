"""What happens to mails when a part of the real stack dies at a certain step."""
