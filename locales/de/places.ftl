# Wo etwas stattfindet.
places-words-online = online, im Internet, Videokonferenz, Video, Zoom
places-open = Der Ort steht noch nicht fest.
