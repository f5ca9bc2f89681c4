# The focus of an association, and what a person wants to hear about.
topic-family = Familie
topic-education = Bildung
topic-language = Sprache
topic-health = Gesundheit
topic-work = Arbeit und Ausbildung
topic-economy = Wirtschaft
topic-youth = Jugend
topic-women = Frauen
topic-seniors = Senioren
topic-sport = Sport
topic-culture = Kultur
topic-religion = Religion
topic-neighbourhood = Wohnen und Stadtteil
topic-advice = Beratung
topic-funding = Fördergeld und Fristen
topic-organising = Vereinsarbeit
