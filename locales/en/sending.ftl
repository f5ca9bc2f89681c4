# The commands announce and invite.
sending-help = Sends a text to everybody it concerns. A running Netzbote goes on, and sends it.
sending-help-subject = The subject.
sending-help-text = The file with the text: plain text, or HTML if its name ends in .html.
sending-help-to = For whom, as in: town=Hilden topic=Education. Several parted by commas, names with spaces in quotes. Also language=ar and everyone=no (associations only).
sending-help-public = Into the public channel, too (NETZBOTE_CHANNEL).
sending-help-dry-run = Only count, send nothing.
sending-help-yes = Do not ask.
sending-help-again = Even if the same text went to the same people a short while ago.
sending-headings = Town, Associations, People, Chat, Mail
sending-meant = “{ $subject }” for: { $audience }
sending-sure = { $number ->
        [one] Send one message?
       *[other] Send { $number } messages?
    }
sending-sent-before = “{ $subject }” went to the same people a short while ago. Send it once more?
refusal-sent-before = “{ $subject }” went to the same people a short while ago. Nothing was sent. If that is meant, add --again.
sending-releasing = Putting the messages in line …
sending-tried = This was only counted. Nothing was sent.
sending-released = { $number ->
        [one] One message is
       *[other] { $number } messages are
    } in line. The first leaves: { $when }.
sending-not-running = Netzbote is not running now. Everything waits until it starts.

sending-invite-help = Asks everybody in the register who never was asked whether they would like messages.
sending-invite-working = Writing the invitations …
sending-invite-would = { $number ->
        [one] One invitation would go out. Nothing was sent.
       *[other] { $number } invitations would go out. Nothing was sent.
    }
sending-invite-did = { $number ->
        [one] One invitation is in line.
       *[other] { $number } invitations are in line.
    }

refusal-not-a-text = { $path } is no text, or too large. Please name a text file or an HTML file.
refusal-no-channel = There is no public channel. Please set NETZBOTE_CHANNEL, or leave out --public.
refusal-no-mail = E-mail is not set up: please set NETZBOTE_SMTP_URL, or run “netzbote setup”.
