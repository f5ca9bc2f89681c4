# Where staff hear what the office is asked.
doors-ask =
    <b>Wo erreichen Sie Anfragen und Berichte?</b>

    Im Moment: { $now }.
    Was Menschen per E-Mail schreiben und Listen mit Namen bleiben in der E-Mail, außer Sie wählen Ihren Chat.

    Wo möchten Sie sie bekommen?
    .subject = Wo erreichen Sie Anfragen?
doors-mail = Per E-Mail
doors-telegram = In meinem Chat
doors-group = In der Gruppe
doors-chosen =
    Anfragen und Berichte kommen ab jetzt hier an: { $now }.
    .subject = Anfragen und Berichte: { $now }
doors-by-mail =
    Das steht jetzt in Ihrer E-Mail an { $address }. Listen mit Namen zeige ich im Chat nur, wenn Sie das wählen: /door
doors-only-chat =
    Hier stehen Namen von Menschen. Im Chat zeige ich sie nur, wenn Sie das wollen.

    Soll ich das ab jetzt hier tun? Dann fragen Sie danach bitte noch einmal.
command-door = Weg, Wo erreichen
command-description-door = Wo Anfragen ankommen
refusal-door-closed = Diesen Weg haben Sie noch nicht. Sie brauchen dafür eine E-Mail-Adresse, einen Chat mit mir oder eine Gruppe der Koordination.
doors-go-on =
    Hier geht es um Namen von Menschen. Deshalb machen wir per E-Mail weiter. Im Chat geht es, wenn Sie das wählen: /door

    Möchten Sie jetzt weitermachen?
    .subject = Weiter per E-Mail
