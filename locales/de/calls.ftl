# For whoever would rather talk.
call-ask-phone =
    <b>Wir rufen Sie an</b>

    Unter welcher Nummer erreichen wir Sie?
calls-confirm =
    <b>Wir rufen Sie an</b>

    Ist diese Nummer richtig: { $phone }?
calls-yes = Ja, bitte anrufen
calls-other-number = Andere Nummer
calls-promised =
    Danke. Wir rufen Sie unter { $phone } an.

    Sie möchten uns anrufen? { $contact }.
calls-waiting =
    Wir wissen Bescheid und rufen Sie bald an.

    Es ist eilig? { $contact }.
