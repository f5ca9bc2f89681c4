# Declarations: staff ask every association for a yes or no, and see what became of it.
declaring-words = Erklärung, Abfrage, neue Erklärung
declaring-words-until = Frist, Antwort bis, Antworten bis, Bis, Gilt bis
declaring-start = Neue Erklärung
declaring-ask-title =
    <b>Neue Erklärung</b>
    Jeder Verein antwortet mit Ja oder Nein.

    Wie heißt sie? Am besten kurz, zum Beispiel: „Sommerfest 2027: Wer macht mit?“
    .subject = Neue Erklärung
declaring-ask-text =
    <b>Der Text</b>

    Was sollen die Vereine mit Ja oder Nein beantworten? Schreiben Sie es so, wie sie es lesen sollen.
    .subject = Der Text der Erklärung
declaring-more-text =
    Das habe ich.

    Noch etwas? Schreiben Sie weiter. Fertig? Dann drücken Sie auf „Weiter“.
    .subject = Der Text der Erklärung
declaring-ask-audience =
    <b>Für wen?</b>

    Welche Vereine sollen antworten? Schreiben Sie Orte oder Themen, zum Beispiel: „Hilden, Bildung“.
    .subject = Für welche Vereine?
declaring-ask-deadline =
    <b>Die Frist</b>

    Bis wann sollen die Vereine antworten? Zum Beispiel: „30.4.“ oder „Freitag 12 Uhr“.
    .subject = Bis wann?
declaring-label-title = Name
declaring-label-text = Text
declaring-label-audience = Vereine
declaring-label-deadline = Frist
declaring-all = Alle Vereine
declaring-preview =
    <b>{ $title }</b>
    So bekommen es die Vereine. Es hat noch niemand bekommen.

    { $text }

    An: { $audience }. Das { $count ->
        [one] ist ein Verein
       *[other] sind { $count } Vereine
    }, davon ohne erreichbare Person: { $unreached }.
    Antwort bis: { $deadline }
    { $days ->
        [0] Für eine Erinnerung ist die Frist zu kurz. Sie können aber selbst erinnern.
       *[other] Wer nicht antwortet, bekommt nach { $days } Tagen eine Erinnerung.
    }

    Soll es so hinaus?
    .subject = Vorschau: { $title }
declaring-send = Senden
declaring-discard = Verwerfen
declaring-discarded =
    „{ $title }“ ist verworfen.
    .subject = Verworfen: { $title }
declaring-changed =
    „{ $title }“ ist inzwischen anders als auf der alten Vorschau. Hier ist die neue.
    .subject = Neue Vorschau: { $title }
declaring-opened =
    <b>„{ $title }“ geht hinaus.</b>

    { $count ->
        [one] Ein Verein wird gefragt.
       *[other] { $count } Vereine werden gefragt.
    } { $unreached ->
        [0] { "" }
        [one] Einen Verein erreiche ich nicht. Bitte rufen Sie dort an.
       *[other] { $unreached } Vereine erreiche ich nicht. Bitte rufen Sie dort an.
    }
    Am Ende bekommen Sie das Ergebnis: { $deadline }.
    .subject = Gefragt: { $title }
declaring-show = Stand zeigen

declared-list =
    <b>Erklärungen</b>
    { $number ->
        [0] Noch keine. Mit einer Erklärung fragen Sie alle Vereine nach einem Ja oder Nein.
       *[other] Die neuesten stehen zuerst.
    }

    Was möchten Sie tun? Per E-Mail geht es auch: Betreff „Erklärung: Name“, darunter der Text.
    .subject = Erklärungen
declared-standing =
    <b>{ $title }</b>
    Ja: { $yes }, Nein: { $no }, nur eine Anmerkung: { $comment }, ohne Antwort: { $silent }.
    { $over ->
        [yes] Die Frist ist vorbei: { $deadline }.
       *[other] Antwort bis: { $deadline }.
    }

    Was möchten Sie tun?
    .subject = Stand: { $title }
declared-result =
    <b>Ergebnis: { $title }</b>
    Ja: { $yes }, Nein: { $no }, nur eine Anmerkung: { $comment }, ohne Antwort: { $silent }.
    { $over ->
        [yes] Die Frist ist vorbei: { $deadline }.
       *[other] Die Vereine können noch antworten, bis { $deadline }.
    }

    Wer was wann gesagt hat, steht in der Liste: als PDF zum Ausdrucken, als CSV zum Weiterrechnen.
    .subject = Ergebnis: { $title }
declared-file = Erklärung
declared-sheet = Liste schicken
declared-record = Antwort eintragen
declared-remind = Jetzt erinnern
declared-end = Jetzt beenden
declared-which =
    { $number ->
        [0] Zu „{ $title }“ haben alle Vereine geantwortet.
       *[other] Diese Vereine haben zu „{ $title }“ noch nichts gesagt. Welcher hat Ihnen geantwortet?
    }
    .subject = Antwort eintragen: { $title }
declared-reminded =
    Zu „{ $title }“ habe ich noch einmal geschrieben. { $count ->
        [one] Ein Verein bekommt eine Erinnerung.
       *[other] { $count } Vereine bekommen eine Erinnerung.
    } { $unreached ->
        [0] { "" }
        [one] Einen Verein erreiche ich nicht. Bitte rufen Sie dort an.
       *[other] { $unreached } Vereine erreiche ich nicht. Bitte rufen Sie dort an.
    }
    .subject = Erinnert: { $title }
declared-end-sure =
    Nach dem Ende kann zu „{ $title }“ kein Verein mehr antworten.

    Soll ich es jetzt beenden?
    .subject = Jetzt beenden? { $title }
declared-end-now = Ja, jetzt beenden
declared-ended =
    „{ $title }“ ist beendet. Das Ergebnis kommt gleich.
    .subject = Beendet: { $title }
command-declarations = Erklärungen, Abfragen, meine Erklärungen, offene Erklärungen
command-description-declarations = Ja oder Nein für Ihren Verein

# What contacts read and answer.
declare-question =
    <b>{ $title }</b>
    Für: { $association }

    { $text }

    Antworten Sie mit „Ja“, „Nein“ oder mit einem Satz, bis { $deadline }. Bis dahin können Sie die Antwort ändern. Fragen? { $contact }.
    .subject = { $title }: { $association }
declare-reminder =
    <b>Noch ohne Antwort: { $title }</b>
    Für: { $association }

    { $text }

    Antworten Sie mit „Ja“, „Nein“ oder mit einem Satz, bis { $deadline }. Danach frage ich nicht noch einmal. Fragen? { $contact }.
    .subject = Noch ohne Antwort: { $title }
declare-show =
    <b>{ $title }</b>
    Für: { $association }

    { $text }

    Gespeichert ist: { $answer }
    Das können Sie ändern, bis { $deadline }. Fragen? { $contact }.

    Was antwortet der Verein?
    .subject = { $title }: { $association }
declare-saved =
    <b>Gespeichert: { $answer }</b>
    { $title }, { $association }

    Sie können es ändern, bis { $deadline }. Antworten Sie dann mit „Ja“, „Nein“ oder mit einem Satz. Fragen? { $contact }.
    .subject = Gespeichert: { $title }
declare-told =
    <b>{ $title }</b>
    { $name } hat für { $association } geantwortet: { $answer }

    Stimmt das nicht? Sie können es ändern, bis { $deadline }. Antworten Sie dann mit „Ja“, „Nein“ oder mit einem Satz. Fragen? { $contact }.
    .subject = Antwort von { $association }: { $title }
declare-answer = { $answer }. „{ $comment }“
declare-about = Zu „{ $title }“, { $association }:
declare-write = Etwas dazu schreiben
declare-ask-text =
    <b>{ $title }</b>

    Was möchten Sie dazu schreiben? Ein Mensch im Büro liest es.
    .subject = Ihre Anmerkung: { $title }
declare-mine =
    <b>Das fragt das Büro Ihren Verein</b>

    Was möchten Sie beantworten oder ändern?
    .subject = Fragen an Ihren Verein
declare-none =
    Zurzeit fragt das Büro Ihren Verein nichts. Fragen? { $contact }.
    .subject = Fragen an Ihren Verein

duties-declaration-reminder =
    Die Erinnerung zu einer Erklärung konnte ich dreimal nicht schreiben: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Erinnerung wartet auf die Technik
duties-declaration-end =
    Das Ergebnis einer Erklärung konnte ich dreimal nicht schreiben: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Ein Ergebnis wartet auf die Technik
duties-declaration-sheet =
    Die Liste zu einer Erklärung konnte ich dreimal nicht machen: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Liste wartet auf die Technik

refusal-not-a-deadline = Diesen Tag kenne ich so nicht. Schreiben Sie ihn bitte so: „30.4.“, „Freitag 12 Uhr“ oder „in 2 Wochen“. Ihr Text liegt bereit.
refusal-names-unknown =
    Das kenne ich hier nicht: „{ $unknown }“

    Orte: { $towns }
    Themen: { $topics }
    Sprachen: { $languages }
    Welche Vereine sollen antworten?
refusal-only-text = Dateien gehen mit einer Erklärung nicht mit. Bitte schreiben Sie alles in den Text. Eine Datei schicken Sie vorher als Rundschreiben.
