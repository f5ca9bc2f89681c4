# The first words, the way out, and the way back in.
start-welcome =
    <b>Guten Tag, { $name }!</b>

    Hier schreibt „{ $list }“: Termine, Schulungen, Fördergeld. Etwa 2 Nachrichten im Monat.

    Wir speichern Ihren Namen, Ihren Verein und diesen Chat. Nur das Büro und Ihre Betreuung sehen das. Telegram ist eine Firma im Ausland. E-Mail geht auch. <a href="{ $privacy }">Mehr zum Datenschutz</a>

    „Stopp“ beendet alles. Fragen? { $contact }.

    Ist das für Sie in Ordnung?
start-accept = Ja, gerne
start-by-mail = Lieber E-Mail
start-call-me = Rufen Sie mich an

start-what-for =
    <b>Willkommen!</b> Sie bekommen ab jetzt unsere Nachrichten.

    Gehören Sie zu einem Verein, oder möchten Sie nur informiert bleiben?
start-go-on = Weiter zum Termin
start-register = Verein eintragen
start-code = Code eingeben
start-inform = Nur informieren

start-informed =
    Gut. Sie bekommen hier die Nachrichten von „{ $list }“.

    Sie können jederzeit schreiben, was Sie brauchen. Fragen? { $contact }.
start-joined =
    <b>Willkommen!</b> Sie bekommen ab jetzt hier unsere Nachrichten.

    Ihr Verein: { $associations }
    Stimmt das nicht? { $contact }.

start-is-this-you =
    <b>Sind Sie das?</b>

    { $name }
    Verein: { $associations }
start-this-is-me = Ja, das bin ich
start-not-me = Nein
start-sorry = Danke für den Hinweis. Dann fangen wir von vorne an. Fragen? { $contact }.
start-link-over =
    Dieser Link ist schon benutzt, oder er ist zu alt. Das macht nichts: Hier geht es weiter.

    Fragen? { $contact }.

start-goodbye =
    <b>Sie sind abgemeldet.</b> „{ $list }“ schreibt Ihnen nicht mehr, weder hier noch per E-Mail.

    Ihr Verein bleibt eingetragen. Alles löschen? { $contact }.

    Sie möchten zurück? Dann bekommen Sie wieder Nachrichten in diesem Chat, etwa 2 im Monat.
start-come-back = Wieder dabei sein
start-back = Schön, dass Sie wieder dabei sind! Sie bekommen hier wieder die Nachrichten von „{ $list }“.

command-start = start
command-description-start = Anfangen
command-stop = stopp, stop, abmelden, austragen
command-description-stop = Alles beenden
