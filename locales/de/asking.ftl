# Fragen an den Betreiber, und was er als Empfänger hinschreibt.
asking-yes = ja, j, yes, y
asking-no = nein, n, no
asking-needed = Diese Angabe wird gebraucht.
asking-unchanged = Enter: bleibt, wie es ist
asking-none = Enter: keins
refusal-nobody-answers =
    Hier ist niemand, der antworten kann: { $question }
    Bitte die Angaben gleich mitgeben, oder --yes. Es wurde nichts getan.

whom-no-kind = „{ $word }“ verstehe ich nicht. Es gibt: { $kinds } Ein Beispiel: --to "town=Hilden topic=Bildung"
whom-near = Das gibt es nicht: { $word }. Ist { $near } gemeint?
whom-unknown = Das gibt es nicht: { $word }. Möglich sind: { $possible }
