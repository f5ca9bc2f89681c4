# The focus of an association, and what a person wants to hear about.
topic-family = Family
topic-education = Education
topic-language = Language
topic-health = Health
topic-work = Work and training
topic-economy = Business
topic-youth = Youth
topic-women = Women
topic-seniors = Seniors
topic-sport = Sport
topic-culture = Culture
topic-religion = Religion
topic-neighbourhood = Housing and neighbourhood
topic-advice = Advice
topic-funding = Funding and deadlines
topic-organising = Running an association
