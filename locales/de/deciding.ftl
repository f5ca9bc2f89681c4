# Messages of which nobody knows whether they arrived, one after the other.
deciding-start = Einzeln entscheiden
deciding-one =
    <b>Unklar, ob es ankam: { $subject }</b>

    { $who }
    Noch unklar: { $left }. Rufen Sie am besten an.

    Was soll ich bei dieser Person tun?
    .subject = Unklar, ob es ankam: { $subject }
deciding-again = Im Chat noch mal
deciding-mail = Per E-Mail
deciding-leave = So lassen
deciding-later = Später entscheiden
deciding-from-start = Von vorn zeigen
deciding-some-left =
    Das waren alle. Noch unklar bei „{ $subject }“: { $left }.
    .subject = Noch unklar: { $subject }
deciding-over =
    Alles entschieden. Bei „{ $subject }“ ist nichts mehr unklar.
    .subject = Alles entschieden: { $subject }
