# Wo etwas stattfindet.
places-words-online = online, im Internet, Videokonferenz, Video, Zoom
places-open = Der Ort steht noch nicht fest.
places-online = Im Internet. Den Link bekommen Sie mit Ihrer Anmeldung.
