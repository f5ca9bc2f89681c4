# Where something takes place.
places-words-online = online, on the internet, video call, video, Zoom
places-open = The place is not known yet.
places-online = Online. You get the link when you sign up.
