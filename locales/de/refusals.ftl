# What people read when a rule says no. Every refusal has its words here, or beside its subject.
refusal-address-taken = Diese Adresse gehört schon zu einer anderen Person. Ist es Ihre? Dann rufen Sie bitte an: { $contact }.
refusal-staff-by-code =
    Diese Adresse oder dieser Chat gehört zur Koordination. Da reicht ein „ja“ oder ein Link nicht.

    Bitte geben Sie Ihre E-Mail-Adresse im Chat an: /menu. Schreiben Sie dann den Code aus unserer E-Mail in denselben Chat. Fragen? { $contact }.
refusal-no-channel-left = Dann könnten wir Ihnen nicht mehr schreiben. Bitte bestätigen Sie zuerst den anderen Weg. Ganz beenden können Sie mit /stop.
refusal-last-admin = Sie sind die letzte Person mit allen Rechten. Bitte geben Sie die Rechte zuerst noch jemandem.
refusal-not-allowed = Das darf nur die Koordination. Sie brauchen etwas? Rufen Sie an: { $contact }.
refusal-association-exists = „{ $name }“ steht schon im Verzeichnis. Drücken Sie „Etwas ändern“, dann den Namen, und wählen Sie den Verein aus.
refusal-already-contact = Für „{ $name }“ sind Sie schon eingetragen.
refusal-not-your-association = Diesen Verein sehen nur seine Ansprechpersonen. Gehören Sie dazu? Rufen Sie an: { $contact }.
refusal-message-gone = Diese Nachricht ist schon weg: verschickt oder gelöscht. Sie möchten noch etwas sagen? Schreiben Sie es einfach.
refusal-prompt-unknown = Diese Frage kenne ich nicht mehr. Schreiben Sie im Chat /menu, per E-Mail „Hilfe“: Dann sehen Sie, was geht.
refusal-prompt-expired = Diese Frage ist zu alt. Bitte fangen Sie noch einmal an: im Chat mit /menu, per E-Mail mit „Hilfe“. Oder rufen Sie an: { $contact }.
refusal-prompt-used = Das haben Sie schon beantwortet. Sie möchten es ändern? Rufen Sie an: { $contact }.
refusal-code-unknown = Diesen Code kenne ich nicht, oder er ist zu alt. Bitte prüfen Sie die 8 Zeichen. Sonst: { $contact }.
refusal-too-many-tries = Das waren viele Codes für heute. Bitte versuchen Sie es morgen noch einmal. Oder rufen Sie an: { $contact }.
refusal-button-gone = Diese Taste gibt es nicht mehr. Schreiben Sie im Chat /menu, per E-Mail „Hilfe“: Dann sehen Sie, was geht.
refusal-old-button =
    Zu dieser Zahl gibt es hier keine Taste. Bitte nehmen Sie eine Zahl von 1 bis { $last }. Oder: /menu
refusal-dialogue-over = Diese Frage ist schon vorbei. Schreiben Sie im Chat /menu, per E-Mail „Hilfe“: Dann sehen Sie, was geht.
refusal-choose-a-button = Bitte drücken Sie eine der Tasten, oder schreiben Sie die Zahl davor. /cancel bricht ab.
refusal-not-a-name = Ich brauche hier einen Namen mit Buchstaben. Bitte schreiben Sie ihn noch einmal.
refusal-too-long = Das ist zu lang. Hier passen { $limit } Zeichen hin. Bitte schreiben Sie es kürzer.
refusal-not-a-mail-address = Das ist noch keine E-Mail-Adresse. Sie sieht so aus: name@example.org. Bitte schreiben Sie sie noch einmal.
refusal-not-a-phone-number = Das ist noch keine Telefonnummer. Sie sieht so aus: 02051 123456. Bitte schreiben Sie sie noch einmal.
refusal-not-a-website = Das ist noch keine Internetadresse. Sie sieht so aus: www.example.org. Bitte schreiben Sie sie noch einmal.
