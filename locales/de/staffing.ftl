# Die Befehle staff und person.
staffing-help = Die Koordination: wer welche Rolle hat.
staffing-help-add = Bietet einer Mail-Adresse eine Rolle an. Sie gilt, sobald von dort ein Ja kommt. Ein Chat hat sie sofort.
staffing-help-list = Zeigt, wer welche Rolle hat.
staffing-help-remove = Nimmt jemandem die Rolle, sofort.
staffing-help-address = Die Mail-Adresse.
staffing-help-chat = Statt der Adresse: die Nummer eines Chats, der dem Bot schon geschrieben hat.
staffing-help-role = admin (alle Rechte), editor (darf anschreiben) oder viewer (darf ansehen).
staffing-given = { $name } hat jetzt die Rolle: { $role }.
staffing-nobody = Noch hat niemand eine Rolle. So geht es: netzbote staff add ADRESSE --role admin
refusal-unknown-role = Die Rolle { $name } gibt es nicht. Es gibt: { $known }
refusal-address-or-chat = Bitte eine Mail-Adresse angeben, oder --chat mit der Nummer eines Chats. Nicht beides.
refusal-nobody-there = Unter { $address } ist niemand im Verzeichnis.
refusal-only-admin = { $address } ist die letzte Person mit allen Rechten. Bitte erst noch jemandem alle Rechte geben: netzbote staff add ADRESSE --role admin

person-help = Eine Person: was über sie gespeichert ist, und wie man sie löscht.
person-help-address = Die Mail-Adresse, oder die Nummer des Chats.
person-help-show = Zeigt alles, was über eine Person gespeichert ist.
person-help-forget = Löscht eine Person und alles, was von ihr da ist. Ihre Adresse wird nie wieder eingeladen.
person-sure = { $name } (Vereine: { $spoken }) wirklich löschen? Das lässt sich nicht zurücknehmen.
person-forgotten = Gelöscht. In älteren Sicherungen steht die Person noch, bis Sie diese löschen.
