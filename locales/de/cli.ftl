# Befehlszeile: was der Betreiber liest. Befehle mit viel Text haben eine eigene Datei.

cli-help = Netzbote hält ein Netzwerk von Vereinen auf dem Laufenden, über Telegram und E-Mail.
cli-wrong-usage =
    So geht dieser Befehl nicht: { $reason }
    Hilfe gibt es mit: { $command } --help
cli-no-such-option = Die Angabe { $name } gibt es hier nicht.
cli-missing = { $name } fehlt.
refusal-unknown-command = Den Befehl { $name } gibt es nicht. Vielleicht gemeint: { $command } { $nearest }
cli-database-fails =
    Die Datenbank antwortet nicht wie erwartet: { $reason }
    Bitte NETZBOTE_DATABASE_URL und NETZBOTE_DATA_DIR prüfen. Läuft der Datenbank-Server? Ist die Platte voll?
cli-file-fails = Das klappt nicht mit { $path }: { $reason }

cli-db-help = Die Datenbank: aktualisieren, sichern, zurückholen.
cli-db-upgrade-help = Bringt die Datenbank auf den Stand dieser Version. Vorher entsteht eine Sicherung.
cli-db-backup-help = Sichert die ganze Datenbank in eine Datei. Netzbote darf dabei weiterlaufen.
cli-db-restore-help = Holt eine Sicherung zurück. Netzbote darf dabei nicht laufen. Die ersetzte Datenbank bleibt erhalten.
cli-db-working = Die Datenbank wird bearbeitet …
cli-db-upgraded = Die Datenbank ist auf dem neuesten Stand.
cli-db-saved = Gesichert: { $path }
cli-db-restored = Zurückgeholt aus: { $path }
cli-db-kept = Die ersetzte Datenbank liegt hier: { $path }

refusal-already-running =
    Netzbote läuft schon (Prozess { $process }).
    Bitte erst dort beenden. Alle anderen Befehle gehen auch nebenher.
refusal-database-older = Die Datenbank ist von einer älteren Version. Bitte zuerst: netzbote db upgrade
refusal-database-newer = Die Datenbank ist von einer neueren Version von Netzbote. Bitte die neuere Version verwenden. Es wurde nichts geändert.
refusal-not-a-backup = { $path } ist keine Sicherung dieser Datenbank, oder sie ist beschädigt. Es wurde nichts geändert.
refusal-would-overwrite = { $path } gibt es schon, und es ist keine Sicherung. Bitte einen anderen Namen wählen.
refusal-nothing-to-back-up = Es gibt noch keine Datenbank. Sie entsteht beim ersten Start oder Import.
refusal-tool-missing = Für PostgreSQL fehlt das Programm { $program }. Auf Debian und Ubuntu: apt install postgresql-client
refusal-tool-failed = Das Programm { $program } ist gescheitert: { $reason }

cli-db-copy-help = Kopiert alles in eine andere, leere Datenbank, zum Beispiel von SQLite nach PostgreSQL. Netzbote darf dabei nicht laufen.
cli-db-copied =
    Kopiert und Wert für Wert verglichen: { $rows } Zeilen in { $tables } Tabellen. Beide sind gleich.
    Bitte jetzt NETZBOTE_DATABASE_URL auf die neue Datenbank stellen. Die alte bleibt, wie sie ist.
refusal-no-database-url = Das ist keine Adresse einer Datenbank. { $example }
refusal-not-empty = In dieser Datenbank ist schon etwas. Bitte eine leere nehmen. Es wurde nichts geändert.
refusal-source-older = Die Datenbank hier ist von einer anderen Version. Bitte zuerst: netzbote db upgrade
refusal-not-equal = In der Tabelle { $table } kam nicht dasselbe an. Es wurde nichts übernommen.
refusal-not-writable = Einen Wert der Tabelle { $table } nimmt die andere Datenbank nicht an. Es wurde nichts übernommen.
