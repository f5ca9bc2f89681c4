# What people ask of the office, and what becomes of it.
requests-kind-association = Neuer Verein
requests-kind-newcomer = Neue Person im Verein
requests-kind-question = Nachricht
requests-kind-call = Bitte um Anruf
requests-reminder = Noch offen seit { $since }.
requests-no-association = Kein Verein bekannt

requests-association =
    { $reminder }
    <b>Neuer Verein: { $association }</b>, { $town }

    { $name } möchte diesen Verein eintragen.
    Aufgabe im Verein: { $role }
    Telefon: { $phone }
    E-Mail: { $mail }

    { $text }

    Gehört der Verein in das Netzwerk?
    .subject = Neuer Verein: { $association }, { $town }
requests-newcomer =
    { $reminder }
    <b>Neue Person für { $association }</b>, { $town }

    { $name } möchte für diesen Verein sprechen.
    Aufgabe im Verein: { $role }
    Telefon: { $phone }
    E-Mail: { $mail }

    { $text }

    Ist das richtig?
    .subject = Neue Person für { $association }: { $name }
requests-newcomer-fellow =
    <b>Neue Person für { $association }</b>

    { $name } möchte auch für Ihren Verein sprechen.
    Aufgabe im Verein: { $role }

    Kennen Sie { $name }, und ist das richtig?
    .subject = { $association }: Spricht { $name } auch für Sie?
requests-about = Betreff: { $subject }
requests-question =
    { $reminder }
    <b>Nachricht von { $name }</b>
    { $place }
    Telefon: { $phone }
    { $about }

    { $text }

    Antworten Sie einfach auf diese Nachricht. Ihre Antwort geht an { $name }.
    .subject = Nachricht von { $name }
requests-call =
    { $reminder }
    <b>{ $name } bittet um einen Anruf</b>
    { $place }
    Telefon: { $phone }
    E-Mail: { $mail }

    { $text }

    Bitte rufen Sie an. Oder antworten Sie auf diese Nachricht.
    .subject = Bitte anrufen: { $name }
requests-hint =
    <b>{ $what } per E-Mail</b>

    Jemand hat per E-Mail geschrieben. Was in E-Mails steht, zeige ich im Chat nur, wenn Sie das wollen.
requests-read = Hier lesen
requests-write = Antwort schreiben
requests-called = Ich habe angerufen
requests-done = Schon erledigt

requests-decided =
    Erledigt: { $what }{ $about }
    { $name }: { $decision }.
    .subject = Erledigt: { $what }{ $about }
requests-decision-yes = Ja
requests-decision-no = Nein
requests-decision-answered = geantwortet
requests-decision-called = angerufen
requests-decision-done = erledigt

requests-association-yes =
    { $association } gehört jetzt zum Netzwerk. Herzlich willkommen!

    Sie bekommen ab jetzt unsere Nachrichten. Fragen? { $contact }.
    .subject = { $association } gehört jetzt zum Netzwerk
requests-association-no =
    Wir haben { $association } nicht eingetragen.

    Vielleicht ist das ein Missverständnis. Rufen Sie uns bitte an: { $contact }.
    .subject = Ihre Anmeldung: { $association }
requests-newcomer-yes =
    Sie sprechen jetzt für { $association }.

    Sie bekommen ab jetzt unsere Nachrichten. Fragen? { $contact }.
    .subject = Sie sprechen jetzt für { $association }
requests-newcomer-no =
    { $association } hat Ihre Anfrage nicht bestätigt.

    Vielleicht ist das ein Missverständnis. Rufen Sie uns bitte an: { $contact }.
    .subject = Ihre Anfrage: { $association }
requests-answer =
    { $text }

    { $name }, { $list }
    Sie möchten etwas dazu sagen? Antworten Sie auf diese Nachricht.
    .subject = Antwort von { $name }
requests-answer-sent =
    Ihre Antwort geht an { $name }.
    .subject = Ihre Antwort an { $name }
requests-received =
    Danke. { $name } liest Ihre Nachricht und antwortet Ihnen.

    Es ist dringend? { $contact }.
    .subject = Ihre Nachricht ist angekommen

requests-beside = { $name } liest auch, was Sie dazu geschrieben haben, und antwortet Ihnen.

requests-open =
    { $count ->
        [one] <b>Eine Anfrage ist offen.</b>
       *[other] <b>{ $count } Anfragen sind offen.</b> Die ältesten stehen unten.
    }

    Welche möchten Sie sehen?
    .subject = Offene Anfragen: { $count }
requests-none-open =
    Alle Anfragen sind beantwortet.
    .subject = Keine offenen Anfragen

answering-ask-text =
    Was möchten Sie antworten?

    Schreiben Sie hier Ihre Antwort. Fotos und Dateien gehen auch.
    .subject = Ihre Antwort
answering-more-text =
    Das habe ich. Noch etwas? Schreiben Sie weiter.

    Fertig? Dann drücken Sie auf „Weiter“.
    .subject = Ihre Antwort
answering-label-text = Antwort

command-requests = Anfragen, offene Anfragen
command-description-requests = Offene Anfragen

refusal-already-decided =
    Das ist schon erledigt. { $name }: { $decision ->
        [yes] Ja
        [no] Nein
        [answered] beantwortet
        [called] angerufen
       *[other] erledigt
    }.
    { $contact }
refusal-request-gone =
    Diese Anfrage gibt es nicht mehr. Die Person hat ihre Daten gelöscht.
