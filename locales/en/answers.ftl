# What people answer when they are asked whether they come; only read, never shown. Capitals, accents and signs do not
# matter. An answer stands by itself ("gladly!"), before a number or before more of its kind; one that ends in … may go
# on ("yes we look forward to it").
answers-yes = yes …, yes please, yes of course, yes sure, yes gladly, yes no problem, yep, yeah, yup, sure, of course, gladly, with pleasure, definitely, absolutely, count me in, count us in, i'm in, we're in, i am in, we are in, i come …, we come …, i'm coming …, we're coming …, i am coming …, we are coming …, i will come …, we will come …, i'll come …, we'll come …, i will be there, we will be there, i'll be there, we'll be there, 👍, ✅, ✔
answers-no = no, no thanks …, no thank you …, no sorry …, no i …, no we …, nope, no unfortunately …, unfortunately not, sadly not, not me, not this time, no time, can't make it, cannot make it, can't come, cannot come, i can't, i cannot, we can't, we cannot, i can't come, i cannot come, we can't come, we cannot come, i can't make it, i cannot make it, we can't make it, we cannot make it, i'm not coming, i am not coming, we're not coming, we are not coming, i won't come, we won't come, i will not come, we will not come, not coming, count me out, count us out, 👎, ❌
answers-maybe = maybe, perhaps, possibly, not sure, not sure yet, i'm not sure, i am not sure, we're not sure, we are not sure, i'm not sure yet, don't know, don't know yet, i don't know, i don't know yet, we don't know yet, no idea, no idea yet, it depends, let's see, 🤷, 🤷‍♀️, 🤷‍♂️

# They begin like an answer, or have a "not" in them, and say nothing of it.
answers-neither = no problem, no worries, no question, no doubt, not only, not bad, i come from, we come from, i'm coming from, we're coming from
# A yes with one of these in its sentence is none that is certain.
answers-doubt = not, no, never, none, nobody, nor, don't, doesn't, can't, cannot, couldn't, won't, isn't, unfortunately, sadly, sorry, ill, maybe, perhaps, possibly, probably, if, unless, except, know
# What may stand before an answer where somebody goes on.
answers-but = but, and, or, so, then

# Each is a number and the words for it.
answers-numbers = 0 zero, 1 one, 1 alone, 2 two, 3 three, 4 four, 5 five, 6 six, 7 seven, 8 eight, 9 nine, 10 ten, 11 eleven, 12 twelve
answers-groups = 2 the two of us, 2 both of us, 3 the three of us, 4 the four of us, 5 the five of us, 6 the six of us
# One other person, who makes two.
answers-with = with my husband, with my wife, with my son, with my daughter, with my brother, with my sister, with my father, with my mother, with my friend, with my partner, with my colleague, with my neighbour, with my neighbor, with my child, with a friend, with a colleague, with a neighbour
answers-seats = person, persons, people, seat, seats, place, places, participant, participants, of us
# Before a number; those of the second list say that they come.
answers-for = for, in total, please
answers-we-are = we are, we're, we will be, we'll be, we come with, we are coming with, we're coming with, there will be
