# Around every question: where it goes on, back, or out.
dialogue-continue = Continue
dialogue-skip = Skip
dialogue-back = Go back
dialogue-cancel = Cancel
dialogue-more = Show more
dialogue-change = Change something
dialogue-change-what = What would you like to change?
dialogue-cancelled = All right, I stopped. Nothing was saved.
dialogue-message = see above
