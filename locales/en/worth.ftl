# Until when sending an announcement is of use.
worth-ask = Valid until …
worth-ask-until =
    <b>Valid until</b>

    After that moment I send nothing more of it. Whoever does not have it by then is in the report.

    Until when is it valid? For example: “13.4. 18:00” or “Friday 12:00”.
    .subject = Until when is it valid?
worth-always = No end
worth-words-until = Valid until, Until
